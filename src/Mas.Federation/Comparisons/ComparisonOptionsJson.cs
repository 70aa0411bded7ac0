using System.Text.Json.Serialization;

namespace Mas.Federation.Comparisons;

/// <summary>How <c>comparison.json</c> is written: indented, camelCase, as the files of a run folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ComparisonOptions))]
internal sealed partial class ComparisonOptionsJson : JsonSerializerContext;

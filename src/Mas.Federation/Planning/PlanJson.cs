using System.Text.Json.Serialization;

namespace Mas.Federation.Planning;

/// <summary>How plans are written: indented, camelCase.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PlanCheck))]
internal sealed partial class PlanJson : JsonSerializerContext;

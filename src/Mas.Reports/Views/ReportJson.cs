using System.Text.Json.Serialization;
using Mas.Vision.Pictures;

namespace Mas.Reports.Views;

/// <summary>How the files beside a report are written: indented, camelCase.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<ClassColor>))]
internal sealed partial class ReportJson : JsonSerializerContext;

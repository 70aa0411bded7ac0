using System.Text.Json.Serialization;

namespace Mas.Federation.Planning;

/// <summary>How plans are written, and profiles of devices read: indented, camelCase.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PlanCheck))]
[JsonSerializable(typeof(DeviceFile))]
internal sealed partial class PlanJson : JsonSerializerContext;

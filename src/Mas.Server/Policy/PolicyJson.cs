using System.Text.Json.Serialization;

namespace Mas.Server.Policy;

/// <summary>How the owner's file is read: camelCase.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FleetPolicy))]
internal sealed partial class PolicyJson : JsonSerializerContext;

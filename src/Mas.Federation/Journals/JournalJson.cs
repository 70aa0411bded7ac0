using System.Text.Json.Serialization;

namespace Mas.Federation.Journals;

/// <summary>
/// How events are written: one line each, camelCase. A loss that is no number is written as <c>"NaN"</c> or
/// <c>"Infinity"</c>, because that a client diverged must be on record.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(JournalEvent))]
internal sealed partial class JournalJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Mas.Export.Cards;

/// <summary>How cards are written: camelCase, on one line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CardOrigin))]
[JsonSerializable(typeof(CardInput))]
[JsonSerializable(typeof(IReadOnlyList<CardTask>))]
internal sealed partial class CardJson : JsonSerializerContext;

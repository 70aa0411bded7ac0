using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Learning.Examples;

namespace Mas.Federation.Runs;

/// <summary>A shape as files have it, <see cref="FieldShape.Text"/>.</summary>
internal sealed class ShapeConverter : JsonConverter<FieldShape>
{
    /// <inheritdoc/>
    public override FieldShape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && FieldShape.TryParse(reader.GetString()!, out var shape)
            ? shape : throw new JsonException("expected a shape such as 64x64x3");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FieldShape value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}

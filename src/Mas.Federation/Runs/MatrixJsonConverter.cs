using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mas.Federation.Runs;

/// <summary>Writes a matrix one row per line, so that people can read it in an indented file; null = unknown.</summary>
internal sealed class MatrixJsonConverter : JsonConverter<double?[][]>
{
    /// <inheritdoc/>
    public override double?[][]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, MatrixJson.Default.NullableDoubleArrayArray);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double?[][] value, JsonSerializerOptions options)
    {
        var end = "\n" + new string(' ', writer.Options.IndentSize * writer.CurrentDepth);
        var begin = end + new string(' ', writer.Options.IndentSize);
        var rows = value.Select(row => begin + JsonSerializer.Serialize(row, MatrixJson.Default.NullableDoubleArray)
            .Replace(",", ", ", StringComparison.Ordinal));
        writer.WriteRawValue($"[{string.Join(',', rows)}{end}]", skipInputValidation: true);
    }
}

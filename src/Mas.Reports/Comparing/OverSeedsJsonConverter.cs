using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mas.Reports.Comparing;

/// <summary>
/// Writes <c>{ "mean": 1.5, "standardDeviation": 0.7, "values": [1, 2] }</c> on one line, so that people can read an
/// indented file.
/// </summary>
internal sealed class OverSeedsJsonConverter : JsonConverter<OverSeeds>
{
    /// <inheritdoc/>
    public override OverSeeds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return OverSeeds.Of(document.RootElement.GetProperty("values").Deserialize(OverSeedsJson.Default.DoubleArray)!);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OverSeeds value, JsonSerializerOptions options)
    {
        var values = Row(value.Values).Replace(",", ", ", StringComparison.Ordinal);
        var deviation = value.StandardDeviation is { } known ? One(known) : "null";
        writer.WriteRawValue(
            $"{{ \"mean\": {One(value.Mean)}, \"standardDeviation\": {deviation}, \"values\": {values} }}");
    }

    private static string One(double value) => Row([value])[1..^1];

    private static string Row(IReadOnlyList<double> values) =>
        JsonSerializer.Serialize([.. values], OverSeedsJson.Default.DoubleArray);
}

using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>
/// The numbers that a model reads of a column, as channels of its input: what each is, and which columns such channels
/// are of. docs/guide/export.md lists the encodings.
/// </summary>
internal static class FeatureChannels
{
    private const string Days = "days";
    private const string Missing = "missing";
    private const string Number = "number";

    /// <summary>The channels of a column.</summary>
    internal static IEnumerable<InputChannel> Of(ColumnDescription column)
    {
        InputChannel Channel(string encoding) => new(column.Column, encoding);
        InputChannel Standardised(string encoding) =>
            Channel(encoding) with { Mean = column.Mean, Deviation = column.Divisor };
        IEnumerable<InputChannel> missing = column.HasMissing ? [Channel(Missing)] : [];
        var words = column.Vocabulary.Select(word => Channel(InputChannel.KnownWord) with { Word = word });
        return column.Kind switch
        {
            ColumnKind.Category => [Channel(InputChannel.UnknownWord), .. words],
            ColumnKind.Categories => [Channel(InputChannel.NoWord), .. words],
            ColumnKind.Date =>
            [
                Standardised(Days), Channel("sine-of-year"), Channel("cosine-of-year"), Channel("sine-of-week"),
                Channel("cosine-of-week"), Channel("sine-of-day"), Channel("cosine-of-day"), .. missing,
            ],
            _ => [Standardised(Number), .. missing],
        };
    }

    /// <summary>The columns that channels are of.</summary>
    /// <exception cref="InputException">They are not those of columns, or not all of them.</exception>
    internal static IReadOnlyList<ColumnDescription> Columns(IReadOnlyList<InputChannel> channels)
    {
        ColumnDescription[] columns =
            [.. channels.GroupBy(channel => channel.Name).Select(own => Column(own.Key, [.. own]))];
        return channels.Count > 0 && columns.SelectMany(Of).SequenceEqual(channels) ? columns : throw new InputException(
            $"The model's {Plural.Of(channels.Count, "channel")} cannot be made from a table's columns; expected those "
            + "that a run on a table records in meaning.json.");
    }

    private static ColumnDescription Column(string name, InputChannel[] channels) => channels[0].Encoding switch
    {
        InputChannel.UnknownWord => new(name, ColumnKind.Category) { Vocabulary = Words(channels) },
        InputChannel.NoWord => new(name, ColumnKind.Categories) { Vocabulary = Words(channels) },
        var encoding => new(name, encoding == Days ? ColumnKind.Date : ColumnKind.Number)
        {
            Mean = channels[0].Mean ?? 0,
            Deviation = channels[0].Deviation ?? 1,
            HasMissing = channels[^1].Encoding == Missing,
        },
    };

    private static string[] Words(InputChannel[] channels) =>
        [.. channels.Skip(1).Select(channel => channel.Word ?? "")];
}

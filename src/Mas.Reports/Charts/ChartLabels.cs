using System.Globalization;

namespace Mas.Reports.Charts;

/// <summary>
/// What is written next to the things a chart shows, and what it stands for if that is only a number.
/// </summary>
/// <param name="Texts">A label for each name.</param>
/// <param name="Keys">What the labels stand for; empty where they are the names themselves.</param>
internal sealed record ChartLabels(IReadOnlyList<string> Texts, IReadOnlyList<ChartKey> Keys)
{
    /// <summary>
    /// The names if all of them fit, else numbers, one more than the colors, which the keys explain.
    /// </summary>
    /// <param name="things">The name and color of each.</param>
    /// <param name="room">The pixels there are for a name.</param>
    public static ChartLabels Of(IReadOnlyList<(string Name, int Color)> things, double room) =>
        things.All(thing => WidthOf(thing.Name) <= room)
            ? new([.. things.Select(thing => thing.Name)], [])
            : Numbers(things);

    /// <summary>Numbers, and the keys that explain them.</summary>
    public static ChartLabels Numbers(IReadOnlyList<(string Name, int Color)> things)
    {
        var texts = things.Select(thing => (thing.Color + 1).ToString(CultureInfo.InvariantCulture)).ToList();
        return new(texts, [.. things.Zip(texts, (thing, text) => new ChartKey(text, thing.Name, thing.Color))]);
    }

    /// <summary>How wide a label is, in pixels.</summary>
    public static double WidthOf(string label) => SvgCanvas.WidthOf(label, SvgCanvas.FontSize * 1.08);
}

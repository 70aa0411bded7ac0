namespace Mas.Cli.Showing;

/// <summary>A row of numbers as a row of little bars.</summary>
internal static class Trend
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>
    /// The last values, at most <paramref name="width"/> of them, from the smallest to the largest bar.
    /// </summary>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        var last = values.Skip(Math.Max(0, values.Count - width)).ToList();
        var finite = last.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
        {
            return "";
        }

        var (low, high) = (finite.Min(), finite.Max());
        return string.Concat(last.Select(value => !double.IsFinite(value) ? '!'
            : high > low ? Bars[(int)Math.Round((value - low) / (high - low) * (Bars.Length - 1))] : Bars[0]));
    }
}

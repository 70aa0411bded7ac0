using System.Globalization;

namespace Mas.Reports.Charts;

/// <summary>Round numbers along an axis: steps of 1, 2 or 5 times a power of ten.</summary>
internal static class AxisTicks
{
    /// <summary>The round numbers from the first not under the smallest to the last not over the largest.</summary>
    public static IReadOnlyList<double> Between(double low, double high, int about)
    {
        if (!(high > low))
        {
            return [low];
        }

        var step = Step((high - low) / Math.Max(about, 1));
        var first = (long)Math.Ceiling((low / step) - 1e-9);
        var last = (long)Math.Floor((high / step) + 1e-9);
        var ticks = new double[Math.Max(last - first + 1, 0)];
        for (var index = 0; index < ticks.Length; index++)
        {
            ticks[index] = (first + index) * step;
        }

        return ticks;
    }

    /// <summary>
    /// The round numbers along a logarithmic axis: 1, 2 and 5 times powers of ten; where those are more than a number, the
    /// powers alone.
    /// </summary>
    public static IReadOnlyList<double> Factors(double low, double high, int most)
    {
        var powers = Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)Math.Log10(high / low) + 2)
            .Select(exponent => Math.Pow(10, exponent)).ToList();
        var all = powers.SelectMany(power => new[] { power, 2 * power, 5 * power }).Where(Inside).ToList();
        var few = powers.Where(Inside).ToList();
        return all.Count <= most || few.Count == 0 ? all : few;

        bool Inside(double tick) => tick >= low && tick <= high;
    }

    /// <summary>A tick's value, with as many decimals as its neighbours need.</summary>
    public static string Format(double value, IReadOnlyList<double> ticks)
    {
        var step = ticks.Count > 1 ? ticks[1] - ticks[0] : Math.Abs(value);
        var decimals = step > 0 ? Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9) : 0;
        return value.ToString("N" + decimals, CultureInfo.InvariantCulture);
    }

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            < 1.5 => power,
            < 3.5 => 2 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
    }
}

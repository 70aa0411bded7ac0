namespace Mas.Federation.Affinities;

/// <summary>
/// The mean of some numbers without the largest and the smallest (Yin et al., "Byzantine-Robust Distributed Learning",
/// ICML 2018): as long as no more of them lie than are cut off at one end, it stays between honest numbers.
/// </summary>
internal static class TrimmedMean
{
    /// <summary>How many are cut off at each end: a quarter, but at least one as soon as there are three.</summary>
    public static int CutOff(int count) => count < 3 ? 0 : Math.Max(1, count / 4);

    /// <summary>The trimmed mean.</summary>
    /// <param name="values">Their order does not change the result by a single bit.</param>
    /// <returns>Null where there are none.</returns>
    public static double? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var cut = CutOff(sorted.Length);
        return sorted.Length > 0 ? sorted[cut..^cut].Average() : null;
    }
}

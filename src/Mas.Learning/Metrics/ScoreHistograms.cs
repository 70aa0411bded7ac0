namespace Mas.Learning.Metrics;

/// <summary>
/// Of each class two histograms of its log-odds, over the examples without the class and over those with it, from which
/// the area under the receiver operating characteristic follows. Steps are an eighth wide, from -8 to 8: scores in one
/// step count as equal.
/// </summary>
internal static class ScoreHistograms
{
    private const int Bins = 128;
    private const double BinsPerUnit = 8;
    private const int Sides = 2;

    /// <summary>How many sums so many classes have.</summary>
    internal static int Length(int classes) => classes * Sides * Bins;

    /// <summary>Counts one example.</summary>
    /// <param name="sums">As many as <see cref="Length"/>; added to.</param>
    /// <param name="place">The class, from 0.</param>
    /// <param name="has">Whether the example has the class.</param>
    /// <param name="logOdds">The logarithm of the predicted probability of the class over that of its absence.</param>
    internal static void Add(Span<double> sums, int place, bool has, double logOdds)
    {
        var bin = (int)Math.Clamp((logOdds * BinsPerUnit) + (Bins / 2.0), 0, Bins - 1);
        sums[(((place * Sides) + (has ? 1 : 0)) * Bins) + bin]++;
    }

    /// <summary>The mean area over the classes that have examples of both kinds; null where there are none.</summary>
    internal static double? MeanArea(ReadOnlySpan<double> sums)
    {
        var (sum, classes) = (0.0, 0);
        for (var at = 0; at < sums.Length; at += Sides * Bins)
        {
            if (Area(sums.Slice(at + Bins, Bins), sums.Slice(at, Bins)) is not { } area)
            {
                continue;
            }

            sum += area;
            classes++;
        }

        return classes > 0 ? sum / classes : null;
    }

    /// <summary>The share of pairs in which the example of the class has the higher score; equal scores count half.</summary>
    private static double? Area(ReadOnlySpan<double> own, ReadOnlySpan<double> others)
    {
        var (below, wins, ownCount) = (0.0, 0.0, 0.0);
        for (var bin = 0; bin < Bins; bin++)
        {
            wins += own[bin] * (below + (others[bin] / 2));
            below += others[bin];
            ownCount += own[bin];
        }

        return ownCount > 0 && below > 0 ? wins / (ownCount * below) : null;
    }
}

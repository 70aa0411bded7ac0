namespace Mas.Federation.Affinities;

/// <summary>
/// How far two lists of numbers agree in their order, whatever their scale: 1 = the same order, -1 = the reverse,
/// about 0 = none. Groups are chosen by comparing affinities, so the order is what another way of measuring must keep.
/// </summary>
public static class RankCorrelation
{
    /// <summary>Spearman's rho: the correlation of the ranks, where equal numbers share the mean of their ranks.</summary>
    /// <param name="left">The numbers.</param>
    /// <param name="right">As many.</param>
    /// <returns>Null where all numbers of a list are equal, which have no order.</returns>
    /// <exception cref="ArgumentException">One list is longer than the other.</exception>
    public static double? Spearman(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        Check(left, right);
        var (x, y) = (Ranks(left), Ranks(right));
        var middle = (left.Count + 1) / 2.0;
        var (both, ofLeft, ofRight) = (0.0, 0.0, 0.0);
        for (var index = 0; index < x.Length; index++)
        {
            both += (x[index] - middle) * (y[index] - middle);
            ofLeft += (x[index] - middle) * (x[index] - middle);
            ofRight += (y[index] - middle) * (y[index] - middle);
        }

        return ofLeft == 0 || ofRight == 0 ? null : both / Math.Sqrt(ofLeft * ofRight);
    }

    /// <summary>
    /// Kendall's tau-b: of all pairs, those in the same order less those in the reverse, over the geometric mean of the
    /// pairs that each list does not tie.
    /// </summary>
    /// <param name="left">The numbers.</param>
    /// <param name="right">As many.</param>
    /// <returns>Null where all numbers of a list are equal, which have no order.</returns>
    /// <exception cref="ArgumentException">One list is longer than the other.</exception>
    public static double? Kendall(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        Check(left, right);
        var (agreement, untiedLeft, untiedRight) = (0L, 0L, 0L);
        for (var first = 0; first < left.Count; first++)
        {
            for (var second = first + 1; second < left.Count; second++)
            {
                var (x, y) = (left[first].CompareTo(left[second]), right[first].CompareTo(right[second]));
                agreement += x * y;
                untiedLeft += Math.Abs(x);
                untiedRight += Math.Abs(y);
            }
        }

        return untiedLeft == 0 || untiedRight == 0 ? null : agreement / Math.Sqrt((double)untiedLeft * untiedRight);
    }

    // From 1; equal numbers share the mean of the ranks they take up.
    private static double[] Ranks(IReadOnlyList<double> values) =>
    [
        .. values.Select(value =>
            values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0),
    ];

    private static void Check(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        if (left.Count != right.Count)
        {
            throw new ArgumentException($"{left.Count} numbers cannot be ranked beside {right.Count}.", nameof(right));
        }
    }
}

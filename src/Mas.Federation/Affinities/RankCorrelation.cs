namespace Mas.Federation.Affinities;

/// <summary>
/// How far two lists of numbers agree in their order, whatever their scale: 1 = the same order, -1 = the reverse,
/// about 0 = none. Groups are chosen by comparing affinities, so the order is what another way of measuring must keep.
/// Only positions where both numbers are known count.
/// </summary>
public static class RankCorrelation
{
    /// <summary>Spearman's rho: the correlation of the ranks, where equal numbers share the mean of their ranks.</summary>
    /// <param name="left">The numbers; null = unknown.</param>
    /// <param name="right">As many.</param>
    /// <returns>Null where all numbers of a list are equal, which have no order.</returns>
    /// <exception cref="ArgumentException">One list is longer than the other.</exception>
    public static double? Spearman(IReadOnlyList<double?> left, IReadOnlyList<double?> right)
    {
        var known = KnownToBoth(left, right);
        var (x, y) = (Ranks(known, pair => pair.Left), Ranks(known, pair => pair.Right));
        var middle = (known.Count + 1) / 2.0;
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
    /// <param name="left">The numbers; null = unknown.</param>
    /// <param name="right">As many.</param>
    /// <returns>Null where all numbers of a list are equal, which have no order.</returns>
    /// <exception cref="ArgumentException">One list is longer than the other.</exception>
    public static double? Kendall(IReadOnlyList<double?> left, IReadOnlyList<double?> right)
    {
        var known = KnownToBoth(left, right);
        var (agreement, untiedLeft, untiedRight) = (0L, 0L, 0L);
        for (var first = 0; first < known.Count; first++)
        {
            for (var second = first + 1; second < known.Count; second++)
            {
                var x = known[first].Left.CompareTo(known[second].Left);
                var y = known[first].Right.CompareTo(known[second].Right);
                agreement += x * y;
                untiedLeft += Math.Abs(x);
                untiedRight += Math.Abs(y);
            }
        }

        return untiedLeft == 0 || untiedRight == 0 ? null : agreement / Math.Sqrt((double)untiedLeft * untiedRight);
    }

    /// <summary>The positions where both lists have a number.</summary>
    /// <exception cref="ArgumentException">One list is longer than the other.</exception>
    internal static IReadOnlyList<(double Left, double Right)> KnownToBoth(
        IReadOnlyList<double?> left, IReadOnlyList<double?> right) => left.Count != right.Count
        ? throw new ArgumentException($"{left.Count} numbers cannot be ranked with {right.Count}.", nameof(right))
        : [.. left.Zip(right).Where(pair => pair is { First: not null, Second: not null })
            .Select(pair => (pair.First!.Value, pair.Second!.Value))];

    // From 1; equal numbers share the mean of the ranks they take up.
    private static double[] Ranks(
        IReadOnlyList<(double Left, double Right)> known, Func<(double Left, double Right), double> of)
    {
        var values = known.Select(of).ToList();
        return
        [
            .. values.Select(value =>
                values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0),
        ];
    }
}

namespace Mas.Reports.Comparing;

/// <summary>A method held against another, over the seeds both have finished.</summary>
/// <param name="Seeds">Those seeds, ascending; at least one.</param>
/// <param name="TestLossDifference">
/// By seed, its total test loss minus the other's; null if either has none. Runs of one seed share the data, the
/// first weights and every stage that is the same in both, so the spread of these differences, not that of the losses,
/// is what their mean is judged by.
/// </param>
/// <param name="LowerIn">In how many of the seeds its total test loss is the lower one.</param>
/// <param name="Ratios">
/// Its mean over those seeds divided by the other's: <c>testLoss</c>, <c>validationLoss</c> and every cost by its name;
/// null where that is no number, as where the other used none.
/// </param>
public sealed record PairedFigures(
    IReadOnlyList<ulong> Seeds,
    OverSeeds? TestLossDifference,
    int LowerIn,
    IReadOnlyDictionary<string, double?> Ratios)
{
    /// <summary>The name of the total test loss among <see cref="Ratios"/>.</summary>
    public const string TestLoss = "testLoss";

    /// <summary>The name of the total validation loss among <see cref="Ratios"/>.</summary>
    public const string ValidationLoss = "validationLoss";

    /// <summary>The figures, or null where the two have no seed in common.</summary>
    internal static PairedFigures? Of(ComparedMethod method, ComparedMethod other)
    {
        var pairs = method.Runs.Join(other.Runs, run => run.Seed, run => run.Seed, (left, right) => (left, right))
            .OrderBy(pair => pair.left.Seed).ToList();
        if (pairs.Count == 0)
        {
            return null;
        }

        double? Ratio(Func<ComparedRun, double?> of)
        {
            if (pairs.Any(pair => of(pair.left) is null || of(pair.right) is null))
            {
                return null;
            }

            var ratio = pairs.Average(pair => of(pair.left)) / pairs.Average(pair => of(pair.right));
            return double.IsFinite(ratio!.Value) ? ratio : null;
        }

        var differences = pairs
            .Select(pair => pair.left.Result.TestLoss.Total - pair.right.Result.TestLoss.Total).OfType<double>()
            .ToList();
        var ratios = CostMeasure.All.ToDictionary(
            measure => measure.Name, measure => Ratio(run => measure.Of(run.Result.Cost)));
        ratios[TestLoss] = Ratio(run => run.Result.TestLoss.Total);
        ratios[ValidationLoss] = Ratio(run => run.Result.ValidationLoss.Total);
        return new(
            [.. pairs.Select(pair => pair.left.Seed)],
            differences.Count == pairs.Count ? OverSeeds.Of(differences) : null,
            differences.Count(value => value < 0),
            ratios);
    }
}

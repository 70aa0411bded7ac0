using Mas.Federation.Ledgers;

namespace Mas.Reports.Comparing;

/// <summary>One method of a comparison in numbers. What is null or empty is not finished with any seed yet.</summary>
/// <param name="Name">The method as the user wrote it.</param>
/// <param name="Method">The method's own name, without groups and options, or null.</param>
/// <param name="Seeds">The seeds it has finished, ascending: the order of all values.</param>
/// <param name="TestLoss">Test losses of the final models, or null.</param>
/// <param name="ValidationLoss">Validation losses of the final models, or null.</param>
/// <param name="Cost">What a run used, by the names that docs/guide/comparing.md lists.</param>
/// <param name="EnergySource">How the joules were found, the least sure of its runs, or null.</param>
/// <param name="Against">
/// The method held against others, by their names: the baseline, all-in-one, and the row it is a variant of.
/// </param>
/// <param name="Groups">The groups chosen, one entry a seed; empty for a method that chooses none.</param>
public sealed record ComparisonRow(
    string Name,
    string? Method,
    IReadOnlyList<ulong> Seeds,
    LossFigures? TestLoss,
    LossFigures? ValidationLoss,
    IReadOnlyDictionary<string, OverSeeds> Cost,
    EnergySource? EnergySource,
    IReadOnlyDictionary<string, PairedFigures> Against,
    IReadOnlyList<ChosenGroups> Groups)
{
    /// <summary>How many seeds it has finished.</summary>
    public int N => Seeds.Count;

    /// <summary>Whether the method merges first and splits later.</summary>
    internal bool Splits { get; private init; }

    /// <summary>
    /// The name of the row this one is a variant of, if there is such a row: what stands before the first colon.
    /// </summary>
    internal static string? Plain(string name) => name.Split(':') is [var plain, _, ..] ? plain : null;

    /// <summary>The row of a method.</summary>
    /// <param name="method">The method, its runs by ascending seed.</param>
    /// <param name="rivals">The methods it is held against.</param>
    internal static ComparisonRow Of(ComparedMethod method, IEnumerable<ComparedMethod> rivals)
    {
        var runs = method.Runs;
        var against = new Dictionary<string, PairedFigures>();
        foreach (var rival in rivals)
        {
            if (PairedFigures.Of(method, rival) is { } figures)
            {
                against[rival.Name] = figures;
            }
        }

        return new(
            method.Name,
            runs.Count > 0 ? runs[0].Result.Method : null,
            [.. runs.Select(run => run.Seed)],
            runs.Count > 0 ? LossFigures.Of([.. runs.Select(run => run.Result.TestLoss)]) : null,
            runs.Count > 0 ? LossFigures.Of([.. runs.Select(run => run.Result.ValidationLoss)]) : null,
            runs.Count == 0 ? new Dictionary<string, OverSeeds>() : CostMeasure.All.ToDictionary(
                measure => measure.Name, measure => OverSeeds.Of([.. runs.Select(run => measure.Of(run.Result.Cost))])),
            runs.Count > 0 ? Federation.Ledgers.Cost.Sum(runs.Select(run => run.Result.Cost)).EnergySource : null,
            against,
            [.. runs.Select(ChosenGroups.Of).OfType<ChosenGroups>()])
        {
            Splits = runs.Count > 0 && runs[0].Story.Method.Splits,
        };
    }
}

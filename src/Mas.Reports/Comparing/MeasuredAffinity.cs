namespace Mas.Reports.Comparing;

/// <summary>One affinity matrix that groups were chosen by, and the methods that measured just this one.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Methods">The names of the methods; the first is the one it is shown for.</param>
/// <param name="Affinity">Row i, column j = affinity of task i on task j.</param>
/// <param name="Spread">Standard deviation between the clients, element by element, or null.</param>
internal sealed record MeasuredAffinity(
    ulong Seed, IReadOnlyList<string> Methods, double?[][] Affinity, double?[][]? Spread)
{
    /// <summary>
    /// Every matrix once, by the first method that measured it, seeds ascending: merge-and-split with two groups
    /// measures what it measures with three.
    /// </summary>
    public static IReadOnlyList<MeasuredAffinity> All(IReadOnlyList<ComparedMethod> methods) =>
    [
        .. (from method in methods
            from run in method.Runs.OrderBy(run => run.Seed)
            let affinity = run.Story.History.Split?.Affinity
            where affinity is not null
            group (method.Name, affinity, run.Story.Spread)
                by (run.Seed, Bits: string.Join(' ', affinity.SelectMany(row => row))) into alike
            select new MeasuredAffinity(
                alike.Key.Seed, [.. alike.Select(each => each.Name)], alike.First().affinity, alike.First().Spread)),
    ];
}

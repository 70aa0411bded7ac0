namespace Mas.Reports.Comparing;

/// <summary>
/// What training each two tasks together, from the first round to the last, did to their losses with one seed: what
/// affinities are to foretell. Known where a method trains all pairs and every task alone (HOA). Immutable.
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Method">The name of the first method that trained the pairs.</param>
/// <param name="Gains">
/// Row i, column j = 1 - L(j trained with i) / L(j alone), of the last validation losses: +0.02 means that j's loss ends
/// 2 % lower with i than alone. The diagonal is 0. Null where one of the two losses is not known.
/// </param>
/// <param name="Agreement">
/// For each affinity matrix that was measured with this seed, how well it predicted them.
/// </param>
public sealed record PairGains(
    ulong Seed, string Method, IReadOnlyList<IReadOnlyList<double?>> Gains, IReadOnlyList<PairAgreement> Agreement)
{
    /// <summary>Those of every seed with which pairs were trained, seeds ascending.</summary>
    internal static IReadOnlyList<PairGains> All(IReadOnlyList<ComparedMethod> methods)
    {
        var measured = MeasuredAffinity.All(methods);
        return
        [
            .. from method in methods
               from run in method.Runs
               let losses = run.Story.History.Predicted?.Measured
               where losses is not null
               group (method.Name, losses, run.Result.Tasks) by run.Seed into alike
               orderby alike.Key
               let first = alike.First()
               let gains = Gained(first.losses)
               select new PairGains(alike.Key, first.Name, gains,
               [
                   .. from one in measured
                      where one.Seed == alike.Key
                      select PairAgreement.Of(one, gains, first.Tasks),
               ]),
        ];
    }

    private static double?[][] Gained(double?[][] losses) =>
    [
        .. losses.Select((row, task) => row.Select((loss, other) =>
            task == other ? 0 : Gain(loss, losses[other][other])).ToArray()),
    ];

    private static double? Gain(double? together, double? alone) =>
        1 - (together / alone) is { } gain && double.IsFinite(gain) ? gain : null;
}

namespace Mas.Federation.Journals;

/// <summary>A stage's model was evaluated.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The round whose model it is; 0 = the untrained model.</param>
/// <param name="Split">
/// On which views: <c>validation</c> or <c>test</c>; <c>initial-test</c> = the untrained model on the test views.
/// </param>
/// <param name="Losses">Mean loss by task letter.</param>
public sealed record Evaluated(
    string Stage, int Round, string Split, IReadOnlyDictionary<string, double> Losses) : JournalEvent
{
    /// <summary>How many views the losses are the mean over; null where an older version did not tell.</summary>
    public int? Views { get; init; }

    internal const string Kind = "evaluated";

    /// <summary>The mean loss of a task over all views of some evaluations, at least one.</summary>
    internal static double Mean(IReadOnlyList<Evaluated> evaluations, string task) => evaluations.Count == 1
        ? evaluations[0].Losses[task]
        : evaluations.Sum(each => each.Losses[task] * each.Views!.Value)
            / Math.Max(1, evaluations.Sum(each => each.Views!.Value));
}

namespace Mas.Reports.Series;

/// <summary>One number that a run recorded. Immutable.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The round, from 1 over the whole run; 0 = the untrained model.</param>
/// <param name="Time">When it was recorded, in UTC.</param>
/// <param name="Split">
/// The examples it was found on, <c>train</c> or one of <see cref="Mas.Federation.Journals.SplitNames"/>; empty for what is not
/// found on examples, such as costs.
/// </param>
/// <param name="Task">The task's mark; empty for what belongs to no task.</param>
/// <param name="Client">The client; empty for what belongs to all.</param>
/// <param name="Name">What it is: <c>loss</c>, a metric, <c>learningRate</c>, or a cost as in <c>result.json</c>.</param>
/// <param name="Value">The number, which may be infinite or NaN where a run diverged.</param>
public sealed record Measurement(
    string Stage, int Round, DateTime Time, string Split, string Task, string Client, string Name, double Value);

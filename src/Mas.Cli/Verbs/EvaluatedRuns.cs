using Mas.Federation.Runs;

namespace Mas.Cli.Verbs;

/// <summary>What <c>mas evaluate --json</c> prints.</summary>
/// <param name="Data">The data set's folder.</param>
/// <param name="Split">Which of its views.</param>
/// <param name="Statistics">What batch norms used: <c>running</c> or <c>batch</c>.</param>
/// <param name="Constant">
/// The losses of the best maps that are the same in every pixel: a task whose loss is no lower is not learned.
/// </param>
/// <param name="Runs">The run, or every finished one of a comparison, method by method.</param>
internal sealed record EvaluatedRuns(
    string Data, string Split, string Statistics, LossSummary Constant, IReadOnlyList<EvaluatedRun> Runs);

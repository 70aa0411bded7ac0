using Mas.Learning.Benchmarks;
using Mas.Learning.Needs;

namespace Mas.Federation.Benchmarks;

/// <summary>What a round takes on one thread and on several.</summary>
/// <param name="Options">What was measured; its threads are the several.</param>
/// <param name="TrainingViews">The views each client trains on.</param>
/// <param name="OneThreadMilliseconds">A round on one thread.</param>
/// <param name="RoundMilliseconds">A round on all threads.</param>
/// <param name="Speedup">The first median over the second.</param>
public sealed record RoundFigures(
    TimedModelOptions Options, IReadOnlyList<int> TrainingViews, Spread OneThreadMilliseconds, Spread RoundMilliseconds,
    double Speedup);

using Mas.Learning.Needs;

namespace Mas.Learning.Benchmarks;

/// <summary>What inference takes.</summary>
/// <param name="Options">What was measured.</param>
/// <param name="InferMilliseconds">All tasks' outputs for one batch.</param>
/// <param name="ImagesPerSecond">Pictures a second, at the median.</param>
/// <param name="PeakMemoryBytes">The most memory the process has had resident, its code included.</param>
public sealed record InferenceFigures(
    TimedModelOptions Options, Spread InferMilliseconds, double ImagesPerSecond, long PeakMemoryBytes);

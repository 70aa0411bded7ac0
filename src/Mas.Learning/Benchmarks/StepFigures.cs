using Mas.Learning.Needs;

namespace Mas.Learning.Benchmarks;

/// <summary>What a training step takes.</summary>
/// <param name="Options">What was measured.</param>
/// <param name="StepMilliseconds">A step.</param>
/// <param name="ImagesPerSecond">Pictures a second, at the median.</param>
/// <param name="GflopsPerSecond">
/// Billions of floating-point operations a second, at the median: three times two a multiply-add of the convolutions'
/// forward pass; nothing else is counted.
/// </param>
/// <param name="PeakGflopsPerSecond">
/// What a large matrix product reaches in the same process on the same threads, at its median, timed in turn with
/// steps.
/// </param>
/// <param name="PeakShare">The first of these two over the second, 0..1.</param>
/// <param name="PeakMemoryBytes">The most memory the process has had resident, its code included.</param>
/// <param name="AllocatedBytes">Garbage-collected memory that one step in the steady state allocates.</param>
public sealed record StepFigures(
    TimedModelOptions Options, Spread StepMilliseconds, double ImagesPerSecond, double GflopsPerSecond,
    double PeakGflopsPerSecond, double PeakShare, long PeakMemoryBytes, long AllocatedBytes);

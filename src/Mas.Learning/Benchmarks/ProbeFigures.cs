using Mas.Learning.Needs;

namespace Mas.Learning.Benchmarks;

/// <summary>What measuring affinities adds to training.</summary>
/// <param name="Options">What was measured.</param>
/// <param name="PlainStepMilliseconds">A training step.</param>
/// <param name="ProbeStepMilliseconds">A training step that also measures affinities, looking ahead.</param>
/// <param name="Ratio">The second median over the first.</param>
/// <param name="EpochOverhead">What an epoch takes longer if every tenth batch probes, as a share of it.</param>
/// <param name="FirstOrderStepMilliseconds">A training step that also estimates affinities to the first order.</param>
/// <param name="FirstOrderEpochOverhead">The same as <paramref name="EpochOverhead"/>, of first-order probes.</param>
public sealed record ProbeFigures(
    TimedModelOptions Options, Spread PlainStepMilliseconds, Spread ProbeStepMilliseconds, double Ratio,
    double EpochOverhead, Spread FirstOrderStepMilliseconds, double FirstOrderEpochOverhead);

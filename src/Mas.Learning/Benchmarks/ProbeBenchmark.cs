using Mas.Learning.Needs;
using Mas.Learning.Training;

namespace Mas.Learning.Benchmarks;

/// <summary>Times training steps that measure affinities, by either rule, against steps that do not, in turn.</summary>
public static class ProbeBenchmark
{
    /// <summary>
    /// Batches from one probe to the next in <see cref="ProbeFigures.EpochOverhead"/>, as in the paper.
    /// </summary>
    private const int ProbeEvery = 10;

    /// <summary>Measures, in some seconds.</summary>
    /// <param name="options">What to measure; already checked.</param>
    /// <param name="time">The clock.</param>
    public static ProbeFigures Measure(TimedModelOptions options, TimeProvider time)
    {
        using var bed = new TimedModel(options, time);
        var times = bed.Times(
            options.Steps, () => bed.Step(), () => bed.ProbingStep(AffinityRule.LookAhead),
            () => bed.ProbingStep(AffinityRule.FirstOrder));
        var (plain, probing, estimating) = (Spread.Of(times[0]), Spread.Of(times[1]), Spread.Of(times[2]));
        var (ratio, estimatingRatio) = (probing.Median / plain.Median, estimating.Median / plain.Median);
        return new ProbeFigures(
            options, plain, probing, ratio, (ratio - 1) / ProbeEvery, estimating, (estimatingRatio - 1) / ProbeEvery);
    }
}

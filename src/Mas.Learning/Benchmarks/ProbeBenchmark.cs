namespace Mas.Learning.Benchmarks;

/// <summary>Times training steps that measure affinities against steps that do not, in turn.</summary>
public static class ProbeBenchmark
{
    /// <summary>Batches from one probe to the next in <see cref="ProbeFigures.EpochOverhead"/>, as in the paper.</summary>
    private const int ProbeEvery = 10;

    /// <summary>Measures, in some seconds.</summary>
    /// <param name="options">What to measure; already checked.</param>
    /// <param name="time">The clock.</param>
    public static ProbeFigures Measure(BenchmarkOptions options, TimeProvider time)
    {
        using var bed = new TestBed(options, time);
        var times = bed.Times(options.Steps, bed.Step, bed.ProbingStep);
        var (plain, probing) = (Spread.Of(times[0]), Spread.Of(times[1]));
        var ratio = probing.Median / plain.Median;
        return new ProbeFigures(options, plain, probing, ratio, (ratio - 1) / ProbeEvery);
    }
}

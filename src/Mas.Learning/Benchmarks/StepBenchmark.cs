using System.Diagnostics;
using Mas.Learning.Needs;

namespace Mas.Learning.Benchmarks;

/// <summary>Times a training step: forward, losses, backward, SGD, on one batch of random data.</summary>
public static class StepBenchmark
{
    /// <summary>Steps until pools are filled and lists are long enough.</summary>
    private const int WarmUpSteps = 3;

    /// <summary>Measures, in a few seconds.</summary>
    /// <param name="options">What to measure; already checked.</param>
    /// <param name="time">The clock.</param>
    public static StepFigures Measure(TimedModelOptions options, TimeProvider time)
    {
        using var bed = new TimedModel(options, time);
        for (var warmUp = 0; warmUp < WarmUpSteps; warmUp++)
        {
            bed.Step();
        }

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var gflop = bed.Step() / 1e9;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        // From here on memory holds more than a step's, and the step is timed in turn with what it is held against.
        var memory = Process.GetCurrentProcess().PeakWorkingSet64;
        using var product = new PeakProduct(bed.Bench);
        var times = bed.Times(options.Steps, () => bed.Step(), product.Run);
        var (step, peak) = (Spread.Of(times[0]), Spread.Of(times[1]));
        var (gflops, peakGflops) = (gflop * 1000 / step.Median, PeakProduct.Gflops * 1000 / peak.Median);
        return new StepFigures(
            options, step, options.Batch * 1000 / step.Median, gflops, peakGflops, gflops / peakGflops, memory,
            allocated);
    }
}

using System.Diagnostics;

namespace Mas.Learning.Benchmarks;

/// <summary>Times a training step: forward, losses, backward, SGD, on one batch of random data.</summary>
public static class StepBenchmark
{
    /// <summary>A multiply-add is two operations, and a backward pass costs two forward passes.</summary>
    private const double FlopsPerMultiplyAdd = 6;

    /// <summary>Measures, in a few seconds.</summary>
    /// <param name="options">What to measure; already checked.</param>
    /// <param name="time">The clock.</param>
    public static StepFigures Measure(BenchmarkOptions options, TimeProvider time)
    {
        using var bed = new TestBed(options, time);
        bed.Step();
        var (allocated, multiplyAdds) = (GC.GetTotalAllocatedBytes(precise: true), bed.Tape.MultiplyAdds);
        bed.Step();
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var gflop = FlopsPerMultiplyAdd * (bed.Tape.MultiplyAdds - multiplyAdds) / 1e9;

        // From here on memory holds more than a step's, and the step is timed in turn with what it is held against.
        var memory = Process.GetCurrentProcess().PeakWorkingSet64;
        using var product = bed.Product();
        var times = bed.Times(options.Steps, bed.Step, product.Run);
        var (step, peak) = (Spread.Of(times[0]), Spread.Of(times[1]));
        var (gflops, peakGflops) = (gflop * 1000 / step.Median, PeakProduct.Gflops * 1000 / peak.Median);
        return new StepFigures(
            options, step, options.Batch * 1000 / step.Median, gflops, peakGflops, gflops / peakGflops, memory, allocated);
    }
}

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
        var before = bed.Tape.MultiplyAdds;
        bed.Step();
        var flops = FlopsPerMultiplyAdd * (bed.Tape.MultiplyAdds - before);
        var spread = Spread.Of(bed.Times(options.Steps, bed.Step));
        var memory = Process.GetCurrentProcess().PeakWorkingSet64;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        bed.Step();
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var gflops = flops / spread.Median / 1e6;
        var peak = bed.PeakGflopsPerSecond();
        return new StepFigures(
            options, spread, options.Batch * 1000 / spread.Median, gflops, peak, gflops / peak, memory, allocated);
    }
}

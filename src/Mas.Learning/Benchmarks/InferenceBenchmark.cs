using System.Diagnostics;
using Mas.Learning.Needs;

namespace Mas.Learning.Benchmarks;

/// <summary>Times inference: every task's output for one batch, by the running statistics.</summary>
public static class InferenceBenchmark
{
    /// <summary>Measures, in a few seconds.</summary>
    /// <param name="options">What to measure; already checked.</param>
    /// <param name="time">The clock.</param>
    public static InferenceFigures Measure(TimedModelOptions options, TimeProvider time)
    {
        using var bed = new TimedModel(options, time);
        var spread = Spread.Of(bed.Times(options.Steps, bed.Infer));
        return new InferenceFigures(
            options, spread, options.Batch * 1000 / spread.Median, Process.GetCurrentProcess().PeakWorkingSet64);
    }
}

using System.Text.Json;
using Mas.Commands;

namespace Mas.Tests.Cli;

/// <summary>That <c>mas bench</c> measures what it says; how long anything takes is nobody's promise.</summary>
public class BenchCommandTests
{
    private static readonly string[] _small =
        ["--encoder", "xception-quarter", "--tasks", "dk", "--size", "32", "--batch", "2", "--threads", "1", "--steps", "3"];

    [Fact]
    public void AStepIsHeldAgainstAMatrixProductOfTheSameProcess()
    {
        var figures = Measured("step");

        var step = figures.GetProperty("stepMilliseconds");
        var median = step.GetProperty("median").GetDouble();
        Assert.InRange(median, step.GetProperty("min").GetDouble(), step.GetProperty("max").GetDouble());
        Assert.Equal(2000 / median, figures.GetProperty("imagesPerSecond").GetDouble(), 1e-6);

        // Per picture of 32x32 a quarter of what the check values give for 64x64: encoder and two decoders.
        var gflops = figures.GetProperty("gflopsPerSecond").GetDouble();
        var multiplyAdds = gflops * median * 1e6 / 6 / 2;
        Assert.InRange(multiplyAdds, 2 * (11.08e6 + 6.27e6) / 4, ((2 * (11.08e6 + 6.27e6)) + 75.2e6) / 4);
        var peak = figures.GetProperty("peakGflopsPerSecond").GetDouble();
        Assert.Equal(gflops / peak, figures.GetProperty("peakShare").GetDouble(), 1e-9);
        Assert.True(figures.GetProperty("peakMemoryBytes").GetInt64() > 0);
        Assert.Equal("xception-quarter", figures.GetProperty("options").GetProperty("encoder").GetString());
    }

    [Fact]
    public void AProbeIsHeldAgainstAPlainStep()
    {
        var figures = Measured("probe");

        var ratio = figures.GetProperty("probeStepMilliseconds").GetProperty("median").GetDouble()
            / figures.GetProperty("plainStepMilliseconds").GetProperty("median").GetDouble();
        Assert.Equal(ratio, figures.GetProperty("ratio").GetDouble(), 1e-9);
        Assert.Equal((ratio - 1) / 10, figures.GetProperty("epochOverhead").GetDouble(), 1e-9);
    }

    [Fact]
    public void InferenceIsTimedABatchAtATime()
    {
        var figures = Measured("infer");

        var median = figures.GetProperty("inferMilliseconds").GetProperty("median").GetDouble();
        Assert.Equal(2000 / median, figures.GetProperty("imagesPerSecond").GetDouble(), 1e-6);
    }

    [Fact]
    public void WhatCannotBeMeasuredIsRefusedAllAtOnce()
    {
        var run = CommandRun.Of(
            "bench", "step", "--encoder", "none", "--tasks", "dd", "--size", "50", "--batch", "0", "--steps", "0");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Equal(5, run.Faults.Length);
        Assert.Contains(run.Faults, fault => fault.StartsWith("--steps is 0; expected", StringComparison.Ordinal));
    }

    private static JsonElement Measured(string what)
    {
        var run = CommandRun.Of(["bench", what, .. _small, "--json"]);
        Assert.Equal(ExitCode.Done, run.Code);
        return JsonDocument.Parse(run.Out).RootElement;
    }
}

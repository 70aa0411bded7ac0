using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Tests.Federation.Runs;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Federation;

public sealed class RunEvaluationTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public async Task ByRunningStatisticsTheLossesAreThoseOfTheRun()
    {
        var options = runs.Options("evaluated") with { Method = "one-by-one" };
        var result = TinyRuns.Start(options);

        Assert.Equal(result.TestLoss.PerTask, (await Losses(options, Split.Test, ofBatches: false)).PerTask);
        Assert.Equal(result.ValidationLoss.PerTask, (await Losses(options, Split.Validation, ofBatches: false)).PerTask);
    }

    [Fact]
    public async Task StatisticsOfBatchesAreOthersAndLeaveTheModelAsItIs()
    {
        var options = runs.Options("batches");
        var result = TinyRuns.Start(options);

        var ofBatches = await Losses(options, Split.Test, ofBatches: true);

        Assert.NotEqual(result.TestLoss.Total, ofBatches.Total);
        Assert.Equal(ofBatches.PerTask, (await Losses(options, Split.Test, ofBatches: true)).PerTask);
        Assert.Equal(result.TestLoss.PerTask, (await Losses(options, Split.Test, ofBatches: false)).PerTask);
    }

    [Fact]
    public async Task AConstantMapIsOfEveryTask()
    {
        var options = runs.Options("unused");
        using var dataset = Dataset.Open(runs.Data, options.TaskSet(), options.ImageSize);
        using var evaluation = new RunEvaluation(dataset, TestCatalogue.Runs, Split.Test, ofBatches: false, threads: 1);

        var constant = await evaluation.OfConstants(options, CancellationToken.None);

        Assert.Equal(options.TaskNames, constant.PerTask.Keys);
        Assert.Equal(constant.PerTask.Values.Sum(), constant.Total);
    }

    [Fact]
    public async Task WhatHasNoFinalModelIsRefused()
    {
        var begun = runs.Options("begun");
        TinyRuns.Start(begun);
        var journal = Path.Combine(begun.Out!, Journal.FileName);
        File.WriteAllLines(journal, File.ReadAllLines(journal)[..^1]);
        var alone = runs.Options("alone") with { Method = "standalone", Rounds = 1 };
        TinyRuns.Start(alone);

        Assert.EndsWith(
            $"'mas resume {begun.Out}' finishes it.",
            (await Assert.ThrowsAsync<InputException>(() => Losses(begun, Split.Test, ofBatches: false))).Message);
        Assert.Contains(
            "one model per client",
            (await Assert.ThrowsAsync<InputException>(() => Losses(alone, Split.Test, ofBatches: false))).Message);
    }

    private async Task<LossSummary> Losses(RunOptions options, Split split, bool ofBatches)
    {
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        using var dataset = Dataset.Open(runs.Data, options.TaskSet(), options.ImageSize);
        using var evaluation = new RunEvaluation(dataset, TestCatalogue.Runs, split, ofBatches, threads: 2);
        return await evaluation.Losses(folder, CancellationToken.None);
    }
}

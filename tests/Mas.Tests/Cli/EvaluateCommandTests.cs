using System.Text.Json;
using Mas.Commands;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

public sealed class EvaluateCommandTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void ARunIsEvaluatedAnew()
    {
        var options = runs.Options("evaluate-run");
        var result = TinyRuns.Start(options);

        var run = CommandRun.Of("evaluate", options.Out!, "--json");

        Assert.Equal(ExitCode.Done, run.Code);
        var document = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(
            ["data", "split", "statistics", "constant", "runs"], document.EnumerateObject().Select(field => field.Name));
        var evaluated = document.GetProperty("runs")[0];
        Assert.Equal(options.Method, evaluated.GetProperty("method").GetString());
        Assert.Equal(result.TestLoss.Total, evaluated.GetProperty("loss").GetProperty("total").GetDouble());
        Assert.True(document.GetProperty("constant").GetProperty("perTask").GetProperty("d").GetDouble() > 0);
    }

    [Fact]
    public void AComparisonsMethodsStandSideBySide()
    {
        var folder = ComparisonFolder.Create(
            runs["evaluate-comparison"],
            new ComparisonOptions(["one-by-one", "all-in-one"], 2, runs.Options("unused")) { Catalogue = TestCatalogue.Runs });
        var none = CommandRun.Of("evaluate", folder.Path);
        Comparison.Train(folder, _ => RunObserver.None, (_, _) => { }, CancellationToken.None);

        var run = CommandRun.Of("evaluate", folder.Path, "--statistics", "batch", "--split", "validation");

        Assert.Equal(ExitCode.BadInput, none.Code);
        Assert.StartsWith($"{folder.Path} has no finished run,", none.Error);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith("Loss on validation examples of ", run.Out);
        Assert.Contains("by batch statistics", run.Out);
        Assert.Matches(@"one-by-one +2 +\d", run.Out);
        Assert.Matches(@"all-in-one +2 +\d", run.Out);
        Assert.Matches(@"best constant +\d", run.Out);
        Assert.Matches(@"all-in-one: (All tasks are|No task is|1 of 2 tasks are) learned", run.Out);
    }

    [Fact]
    public void WhatCannotBeDoneIsSaidAtOnce()
    {
        var options = runs.Options("evaluate-faults");
        TinyRuns.Start(options);

        var faults = CommandRun.Of(
            "evaluate", options.Out!, "--split", "all", "--statistics", "own", "--threads", "0");

        Assert.Equal(ExitCode.BadInput, faults.Code);
        Assert.Contains("--split is 'all'; expected one of train, validation, test.", faults.Error);
        Assert.Contains("--statistics is 'own'; expected one of running, batch.", faults.Error);
        Assert.Contains("--threads is 0; expected", faults.Error);
        Assert.Equal(ExitCode.BadInput, CommandRun.Of("evaluate", runs["nowhere"]).Code);
        Assert.Equal(ExitCode.BadInput, CommandRun.Of("evaluate", options.Out!, "--data", runs["nowhere"]).Code);
    }
}

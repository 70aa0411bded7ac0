using Mas.Commands;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Reports;

namespace Mas.Tests.Cli;

/// <summary>What runs measured, for other programs.</summary>
public sealed class MetricsCommandTests(TinyRuns runs) : IClassFixture<TinyRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunAtAnyMomentIsATable()
    {
        SampleRun.WriteTo(_folder["first"], 7);

        var shown = CommandRun.Of("metrics", _folder["first"]);
        var written = CommandRun.Of("metrics", _folder["first"], "--out", _folder["first.csv"]);

        Assert.Equal((ExitCode.Done, ""), (shown.Code, shown.Error));
        Assert.StartsWith("run,method,seed,stage,round,time,split,task,client,metric,value\nfirst,merge-and-split,0,sdnkt,", shown.Out);
        Assert.Equal(_folder["first.csv"], written.Out.TrimEnd());
        Assert.Equal(shown.Out, File.ReadAllText(_folder["first.csv"]));
    }

    [Fact]
    public void AComparisonIsTheTableOfAllItsRuns()
    {
        var folder = ComparisonFolder.Create(
            _folder["which"],
            new ComparisonOptions(["all-in-one", "one-by-one"], 1, runs.Options("unused")) { Catalogue = TestCatalogue.Runs });
        Comparison.Train(folder, _ => RunObserver.None, (_, _) => { }, CancellationToken.None);

        var table = CommandRun.Of("metrics", _folder["which"]);
        var board = CommandRun.Of("metrics", _folder["which"], "--format", "tensorboard");

        Assert.Equal(
            ["all-in-one/seed-0,all-in-one", "one-by-one/seed-0,one-by-one"],
            table.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => string.Join(',', line.Split(',')[..2])).Distinct());
        Assert.Contains(",test,d,", table.Out);
        Assert.Contains(",rmse,", table.Out);
        Assert.Equal(Path.Combine(_folder["which"], "tensorboard"), board.Out.TrimEnd());
        Assert.NotEmpty(Directory.EnumerateFiles(
            Path.Combine(_folder["which"], "tensorboard", "one-by-one", "seed-0"), "events.out.tfevents.*",
            SearchOption.AllDirectories));
    }

    [Fact]
    public void WhatIsNotARunIsAFault()
    {
        Assert.Equal(ExitCode.BadInput, CommandRun.Of("metrics", _folder["."]).Code);
        Assert.Equal(
            "--format is 'xml'; expected one of csv, tensorboard.",
            Assert.Single(CommandRun.Of("metrics", _folder["."], "--format", "xml").Faults));
    }
}

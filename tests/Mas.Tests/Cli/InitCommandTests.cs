using Mas.Cli.Configuration;
using Mas.Cli.Verbs;
using Mas.Commands;
using Mas.Commands.Parsing;
using Mas.Federation.Runs;
using Mas.Tests.Cli.Configuration;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Tables;

namespace Mas.Tests.Cli;

/// <summary>The configuration file that <c>mas init</c> writes.</summary>
public sealed class InitCommandTests(TinyRuns runs) : IClassFixture<TinyRuns>, IDisposable
{
    private static readonly Terminal _terminal = new(TextWriter.Null, TextWriter.Null, Watched: false);

    private readonly TemporaryFolder _folder = new();

    private string Config => _folder["mas.yaml"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFileHasEveryOptionOfARunOnceWithItsHelp()
    {
        var lines = Written();
        var words = string.Join(' ', lines.Select(line => line.TrimStart('#', ' ')));

        foreach (var option in ConfigurationFile.Keys((Verb)RunVerb.Create(_terminal)).Values.Distinct())
        {
            Assert.Single(lines, line => line.TrimStart('#', ' ').StartsWith(
                $"{option.Name.TrimStart('-')}: ", StringComparison.Ordinal));
            Assert.Contains(string.Join(' ', option.Description!.Split([' ', '\n'])).Replace(" - ", " "), words.Replace(" - ", " "));
        }
    }

    [Fact]
    public void TheFileFitsEightyColumns() => Assert.All(Written(), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void TheFileAsItIsIsTheRunWithoutOptions()
    {
        _ = Written();

        Assert.Equal(ConfiguredRun.Options(), ConfiguredRun.Options("--config", Config));
    }

    [Fact]
    public void TheFileRunsAndTheRunRecordsWhatFileAndCommandLineSay()
    {
        _ = Written();
        var text = File.ReadAllText(Config)
            .Replace("\n# data: PLACE\n", $"\ndata: {runs.Data}\n", StringComparison.Ordinal)
            .Replace("\nimage-size: 64\n", "\nimage-size: 32\n", StringComparison.Ordinal)
            .Replace("\ntasks: sdnkt\n", "\ntasks: dk\n", StringComparison.Ordinal)
            .Replace("\nrounds: 40\n", "\nrounds: 2\n", StringComparison.Ordinal)
            .Replace("\nmerge-rounds: 12\n", "\nmerge-rounds: 1\n", StringComparison.Ordinal);
        File.WriteAllText(Config, text);

        var run = CommandRun.Of("run", "--config", Config, "--batch", "4", "--out", _folder["run"], "--json");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        Assert.StartsWith("{", run.Out);
        using var folder = RunFolder.Look(_folder["run"], TestCatalogue.Runs.Learning);
        var options = folder.Options;
        Assert.Equal((2, 1, 4, "dk", 32), (options.Rounds, options.MergeRounds, options.Batch, options.Tasks, options.ImageSize));
        File.Delete(Config);
        Assert.Equal(ExitCode.Done, CommandRun.Of("resume", _folder["run"]).Code);
    }

    [Theory]
    [InlineData("level:regression,alarm:class", "merge-and-split")]
    [InlineData("level:regression", "all-in-one")]
    public void TheFileRunsOnATableOnceItNamesTheColumns(string targets, string method)
    {
        var table = SmallTable.Write(_folder, SmallTable.Lines(clients: 3, rowsEach: 60).Prepend(SmallTable.Header));
        _ = Written();
        File.WriteAllText(Config, File.ReadAllText(Config)
            .Replace("\n# data: PLACE\n", $"\ntable: {table}\n", StringComparison.Ordinal)
            .Replace("\n# client: COLUMN\n", "\nclient: station\n", StringComparison.Ordinal)
            .Replace("\n# targets: A,B,...\n", $"\ntargets: [{targets}]\n", StringComparison.Ordinal)
            .Replace("\nrounds: 40\n", "\nrounds: 2\n", StringComparison.Ordinal)
            .Replace("\nmerge-rounds: 12\n", "\nmerge-rounds: 1\n", StringComparison.Ordinal));

        var run = CommandRun.Of("run", "--config", Config, "--out", _folder["run"], "--json");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        using var folder = RunFolder.Look(_folder["run"], TestCatalogue.Runs.Learning);
        Assert.Equal(
            ("mlp", 64, method, table),
            (folder.Options.Encoder, folder.Options.Batch, folder.Options.Method, folder.Options.Data));
    }

    [Fact]
    public void WhatTheDataAndTheTasksDecideIsCommentedOut()
    {
        var lines = Written();

        Assert.All(
            ["# encoder: xception-quarter", "# batch: 8", "# method: merge-and-split", "# groups: 2"],
            (string line) => Assert.Contains(line, lines));
    }

    [Fact]
    public void AFileThatExistsIsReplacedOnlyByForce()
    {
        File.WriteAllText(Config, "mine");

        var refused = CommandRun.Of("init", Config);

        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Equal(
            $"{Config} already exists; give another file, or --force to replace it.", Assert.Single(refused.Faults));
        Assert.Equal("mine", File.ReadAllText(Config));
        Assert.Equal(ExitCode.Done, CommandRun.Of("init", Config, "--force").Code);
        Assert.StartsWith("# ", File.ReadAllText(Config));
    }

    private string[] Written()
    {
        Assert.Equal(ExitCode.Done, CommandRun.Of("init", Config).Code);
        return File.ReadAllLines(Config);
    }
}

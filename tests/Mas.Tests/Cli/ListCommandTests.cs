using System.Text.Json;
using Mas.Cli;
using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Learning;
using Mas.Reports.Stories;
using Mas.Tests.Federation;
using Mas.Tests.Reports;

namespace Mas.Tests.Cli;

/// <summary>The runs of a folder in one table.</summary>
public sealed class ListCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Runs => _folder["runs"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunHasItsStateRoundsLossAndSize()
    {
        SampleRun.WriteTo(Path.Combine(Runs, "done"));
        SampleRun.WriteTo(Path.Combine(Runs, "stopped"), 7);
        SampleRun.WriteTo(Path.Combine(Runs, "going"), 20);
        using var held = FolderLock.Hold(Path.Combine(Runs, "going"));

        var run = CommandRun.Of("list", Runs, "--json");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        using var document = JsonDocument.Parse(run.Out);
        var listed = document.RootElement.GetProperty("runs").EnumerateArray()
            .ToDictionary(each => each.GetProperty("name").GetString()!);
        Assert.Equal(["done", "going", "stopped"], listed.Keys.Order());
        Assert.Equal(
            ("finished", 40, 40, "merge-and-split"),
            (Text("done", "state"), Number("done", "round"), Number("done", "rounds"), Text("done", "method")));
        Assert.Equal(("running", 20), (Text("going", "state"), Number("going", "round")));
        Assert.Equal(("interrupted", 7), (Text("stopped", "state"), Number("stopped", "round")));
        var story = new RunStory(SampleRun.Options, RunHistory.Of(SampleRun.Events()), TestCatalogue.Runs);
        Assert.Equal(
            story.Tasks.Sum(task => story.TestLoss(task)!.Value), listed["done"].GetProperty("testLoss").GetDouble(), 1e-9);
        Assert.Equal(JsonValueKind.Null, listed["stopped"].GetProperty("testLoss").ValueKind);
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Runs, "done"), "*", SearchOption.AllDirectories)
                .Sum(file => new FileInfo(file).Length),
            listed["done"].GetProperty("bytes").GetInt64());
        Assert.Equal(0, document.RootElement.GetProperty("skipped").GetArrayLength());

        string? Text(string name, string field) => listed[name].GetProperty(field).GetString();
        int Number(string name, string field) => listed[name].GetProperty(field).GetInt32();
    }

    [Fact]
    public void WhatIsNotARunOrIsDamagedIsNamedAndTheOthersAreListed()
    {
        SampleRun.WriteTo(Path.Combine(Runs, "good"), 3);
        SampleRun.WriteTo(Path.Combine(Runs, "damaged"), 3);
        File.WriteAllText(Path.Combine(Runs, "damaged", "journal.jsonl"), "{}\n");
        SampleRun.WriteTo(Path.Combine(Runs, "options"), 3);
        File.WriteAllText(Path.Combine(Runs, "options", "run.json"), "{\"rounds\": \"many\"}");
        Directory.CreateDirectory(Path.Combine(Runs, "pictures"));
        Directory.CreateDirectory(Path.Combine(Runs, ".hidden"));

        var run = CommandRun.Of("list", Runs);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("good", run.Out);
        Assert.Equal(
            ["damaged", "options", "pictures"],
            run.Faults.Select(fault => Path.GetRelativePath(Runs, fault.Split(' ', ':')[0]).Split('/')[0]).Order());
    }

    [Fact]
    public void ATableFitsEightyColumnsAndNamesStayWhole()
    {
        SampleRun.WriteTo(Path.Combine(Runs, "20261201-140312-merge-and-split"));
        SampleRun.WriteTo(Path.Combine(Runs, "first"), 7);
        using var output = new StringWriter();

        CommandLine.Run(["list", Runs], new Terminal(output, TextWriter.Null, Watched: false) { Width = 80 });

        string[] lines = [.. output.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.StartsWith("run ", lines[0]);
        Assert.Contains("20261201-140312-merge-and-split", lines);
        Assert.Contains(lines, line => line.StartsWith("first ", StringComparison.Ordinal) && line.Contains("interrupted  7/40"));
    }

    [Fact]
    public void AFolderWithoutRunsSaysSoAndOneThatIsNotThereIsAFault()
    {
        Directory.CreateDirectory(Runs);

        Assert.Equal($"{Runs} has no runs.\n", CommandRun.Of("list", Runs).Out.ReplaceLineEndings("\n"));
        var missing = CommandRun.Of("list", _folder["nowhere"]);
        Assert.Equal(ExitCode.BadInput, missing.Code);
        Assert.StartsWith($"{_folder["nowhere"]} cannot be listed: ", Assert.Single(missing.Faults));
    }

    [Fact]
    public void ARunItselfIsListedToo()
    {
        SampleRun.WriteTo(Path.Combine(Runs, "first"), 7);

        Assert.Contains("first", CommandRun.Of("list", Path.Combine(Runs, "first")).Out);
    }
}

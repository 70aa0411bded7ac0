using System.Text.Json;
using Mas.Cli;

namespace Mas.Tests.Cli;

public sealed class GroupCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void TheGroupsOfASmallMatrixAreThoseFoundByHand()
    {
        // {s, d}: s gains 0.3 from d, d gains 0.1 from s; n alone scores 0: (0.3 + 0.1 + 0) / 3.
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");

        var root = Json("--groups", "2");

        Assert.Equal("""[["s","d"],["n"]]""", JsonSerializer.Serialize(root.GetProperty("groups")));
        Assert.Equal(0.4 / 3, root.GetProperty("value").GetDouble(), 12);
        Assert.Equal("""[["s"],["d","n"]]""", JsonSerializer.Serialize(root.GetProperty("runnerUp").GetProperty("groups")));
        Assert.Equal(0.12 / 3, root.GetProperty("runnerUp").GetProperty("value").GetDouble(), 12);
    }

    [Fact]
    public void OverlappingGroupsSayWhomTheyServe()
    {
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");

        var root = Json("--groups", "2", "--overlap");

        Assert.Equal("""[["s","d"],["d","n"]]""", JsonSerializer.Serialize(root.GetProperty("groups")));
        Assert.Equal(1, root.GetProperty("servedBy").GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("nothing at all")]
    [InlineData("""{"tasks":["s"]}""")]
    [InlineData("""{"tasks":[],"affinity":[]}""")]
    [InlineData("""{"tasks":["s","s"],"affinity":[[0,1],[1,0]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,1]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,1],[1]]}""")]
    [InlineData("""{"tasks":["s","d"],"affinity":[[0,"NaN"],[1,0]]}""")]
    public void ABadFileIsTwoAndNamed(string content)
    {
        Write(content);

        var run = CommandRun.Of("group", "--affinity", _file, "--json");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Empty(run.Out);
        Assert.Contains(_file, run.Error);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    public void MoreGroupsThanTasksOrNoneIsTwo(string groups)
    {
        Write("""{"tasks":["s","d"],"affinity":[[0,1],[1,0]]}""");

        Assert.Equal(ExitCode.BadInput, CommandRun.Of("group", "--affinity", _file, "--groups", groups).Code);
    }

    [Fact]
    public void PeopleSeeTheMatrixTheGroupsAndTheRunnerUp()
    {
        Write("""{"tasks":["s","d","n"],"affinity":[[0,0.1,-0.2],[0.3,0,0.1],[0.01,0.02,0]]}""");

        var run = CommandRun.Of("group", "--affinity", _file);

        Assert.Contains("semantic segmentation s", run.Out);
        Assert.Contains("group 1: s, d", run.Out);
        Assert.Contains("runner-up: s | d, n, value 0.0400, behind by 0.0933", run.Out);
    }

    private JsonElement Json(params string[] options)
    {
        var run = CommandRun.Of(["group", "--affinity", _file, "--json", .. options]);
        Assert.Equal(ExitCode.Done, run.Code);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private void Write(string content) => File.WriteAllText(_file, content);
}

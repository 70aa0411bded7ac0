using Mas.Federation;
using Mas.Federation.Runs;
using Mas.Learning.Rooms;

namespace Mas.Tests.Federation.Methods;

/// <summary>Every method, run to its end on two small buildings.</summary>
public sealed class MethodTests : IDisposable
{
    private const int Rounds = 2;

    private readonly TemporaryFolder _folder = new();

    public MethodTests() => RoomsGenerator.Write(_folder["rooms"], new RoomsOptions
    {
        Buildings = 2,
        ImageSize = 32,
        MinimumViews = 10,
        MaximumViews = 12,
    });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SplittingKeepsEveryTask()
    {
        var result = Run("merge-and-split");

        Assert.Equal(2, result.Groups.Count);
        Assert.Equal(["d", "k", "n"], result.Groups.SelectMany(group => group).Order());
        Assert.Equal(3, result.Stages.Count);
        Assert.Equal(("dnk", 1, null), Told(result.Stages[0]));
        Assert.All(result.Stages.Skip(1), stage =>
            Assert.Equal(("dnk." + string.Concat(stage.Tasks), Rounds - 1, "dnk"), Told(stage)));
    }

    [Fact]
    public void AllInOneIsOneStageOfAllTasks()
    {
        var result = Run("all-in-one");

        Assert.Equal([["d", "n", "k"]], result.Groups);
        Assert.Equal(("dnk", Rounds, null), Told(Assert.Single(result.Stages)));
    }

    [Fact]
    public void OneByOneIsAStageATask()
    {
        var result = Run("one-by-one");

        Assert.Equal([["d"], ["n"], ["k"]], result.Groups);
        Assert.Equal([("d", Rounds, null), ("n", Rounds, null), ("k", Rounds, null)], result.Stages.Select(Told));
    }

    private ResultFile Run(string method)
    {
        var options = new RunOptions
        {
            Data = _folder["rooms"],
            Tasks = "dnk",
            Method = method,
            Rounds = Rounds,
            MergeRounds = 1,
            ClientsPerRound = 1,
            Batch = 8,
            ImageSize = 32,
            ProbeEvery = 1,
            EvaluateEvery = 0,
            Out = _folder["run"],
        };
        var result = FederatedRun.Start(options, RunObserver.None, CancellationToken.None).Result;
        Assert.Equal(result.Groups.Count, result.ModelSha256.Count);
        return result;
    }

    private static (string Name, int Rounds, string? Parent) Told(StageResult stage) =>
        (stage.Name, stage.Rounds, stage.Parent);
}

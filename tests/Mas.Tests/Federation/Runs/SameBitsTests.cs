using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

/// <summary>The same seed gives the same models, to the bit, whatever does not belong to the experiment.</summary>
public class SameBitsTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)] // more than clients at once, so that several threads share one client's step
    public void ThreadsDoNotMatter(int threads)
    {
        var result = TinyRuns.Start(runs.Options($"threads-{threads}") with { Threads = threads });

        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
        Assert.Equal(runs.Undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(Affinity(runs.Options("undisturbed")), Affinity(runs.Options($"threads-{threads}")));
    }

    [Fact]
    public void ProbingDoesNotMoveTheModel()
    {
        var models = new[] { 0, 1, 10 }.Select(every => TinyRuns.Start(
            runs.Options($"probe-{every}") with { Method = "all-in-one", ProbeEvery = every })).ToArray();

        Assert.Equal(["dk"], models[0].ModelSha256.Keys);
        Assert.Equal(models[0].ModelSha256, models[1].ModelSha256);
        Assert.Equal(models[0].ModelSha256, models[2].ModelSha256);
        Assert.Equal(0, models[0].Cost.ProbeSeconds);
        Assert.True(models[1].Cost.TrainFlops > models[2].Cost.TrainFlops);
        Assert.True(models[2].Cost.TrainFlops > models[0].Cost.TrainFlops);
    }

    [Fact]
    public void AnotherSeedGivesAnotherModel()
    {
        var result = TinyRuns.Start(runs.Options("seed-1") with { Seed = 1 });

        Assert.Empty(result.ModelSha256.Values.Intersect(runs.Undisturbed.ModelSha256.Values));
        Assert.NotEqual(result.InitialTestLoss.Total, runs.Undisturbed.InitialTestLoss.Total);
    }

    [Fact]
    public void EvaluatingMoreOftenDoesNotMoveTheModel()
    {
        var result = TinyRuns.Start(runs.Options("evaluated") with { EvaluateEvery = 1 });

        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
    }

    private static string Affinity(RunOptions options) => File.ReadAllText(Path.Combine(options.Out!, "affinity.json"));
}

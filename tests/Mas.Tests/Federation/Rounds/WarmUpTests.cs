using Mas.Engine.Optimisers;

namespace Mas.Tests.Federation.Rounds;

public class WarmUpTests
{
    [Fact]
    public async Task ARunWarmsUpOnceAndProbesAfterwards()
    {
        using var folder = new TemporaryFolder();
        var clients = new FakeClients("ash");
        var options = TestCatalogue.Options with
        {
            Tasks = "dk",
            Method = "merge-and-split",
            Groups = 2,
            Rounds = 6,
            MergeRounds = 4,
            WarmUp = 2,
            ProbeEvery = 7,
            ProbeRounds = 1,
            Batch = 3,
            ImageSize = 32,
            Threads = 1,
            Out = folder["run"],
        };

        var history = await clients.Run(options);

        var decay = new PolySchedule(options.LearningRate, 6);
        double[] expected =
        [
            decay.Rate(2) / 3, decay.Rate(2) * 2 / 3, decay.Rate(2), decay.Rate(3), decay.Rate(4), decay.Rate(5),
        ];
        foreach (var stage in history.Stages)
        {
            Assert.All(
                stage.Rounds, round => Assert.Equal(expected[round.Round - 1], round.LearningRate, 1e-15));
        }

        Assert.Equal(
            [0, 0, 7, 0],
            clients.Asked.Where(asked => asked.Order.Stage == "dk").Select(asked => asked.Order.Settings.ProbeEvery));
        Assert.Equal([3], history.Split!.FromRounds);
        Assert.Equal(2, history.Stages.Count(stage => stage.Started.FirstRound == 5));
    }
}

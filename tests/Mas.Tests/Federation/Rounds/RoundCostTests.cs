using Mas.Engine.Checkpoints;

namespace Mas.Tests.Federation.Rounds;

/// <summary>What a round says it took.</summary>
public sealed class RoundCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AClientForItselfSendsNothingUnlessItsModelLiesOnTheServer(bool sends)
    {
        using var folder = new TemporaryFolder();
        var options = TestCatalogue.Options with
        {
            Tasks = "dk",
            Method = "standalone",
            Rounds = 1,
            ImageSize = 32,
            Threads = 1,
            Out = folder["run"],
        };

        var history = await new FakeClients("ash", "birch") { SendsWhatIsTheirsAlone = sends }.Run(options);

        var rounds = history.Stages.SelectMany(stage => stage.Rounds).ToArray();
        using var model = FakeClients.Model(options, rounds[0]);
        var bytes = sends ? SafetensorsFile.Length(model.Layout) : 0;
        Assert.Equal(2, rounds.Length);
        Assert.All(rounds, round => Assert.Equal((bytes, bytes), (round.Cost.BytesDown, round.Cost.BytesUp)));
    }

    [Fact]
    public async Task WhatClientsHaveSentInVainIsInTheLedger()
    {
        using var folder = new TemporaryFolder();
        var options = TestCatalogue.Options with
        {
            Tasks = "dk",
            Method = "all-in-one",
            Rounds = 1,
            ImageSize = 32,
            Threads = 1,
            Out = folder["run"],
        };
        var clients = new FakeClients("ash", "birch")
        {
            Spoil = (order, update) =>
            {
                if (order.Client == "ash")
                {
                    return update with { BytesResent = 1000 };
                }

                update.Parameters!.Dispose();
                return update with { Parameters = null, Fault = "Its device failed the order.", BytesResent = 70 };
            },
        };

        var history = await clients.Run(options);

        var round = Assert.Single(history.Stage("dk")!.Rounds);
        using var model = FakeClients.Model(options, round);
        Assert.Equal(SafetensorsFile.Length(model.Layout) + 1070, round.Cost.BytesUp);
    }
}

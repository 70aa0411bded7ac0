using Mas.Engine.Checkpoints;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Rounds;

/// <summary>What a round says it took.</summary>
public sealed class RoundCostTests
{
    [Fact]
    public async Task WhatClientsHaveSentInVainIsInTheLedger()
    {
        using var folder = new TemporaryFolder();
        var options = new RunOptions
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
                    return update with { BytesResent = 1000 };
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

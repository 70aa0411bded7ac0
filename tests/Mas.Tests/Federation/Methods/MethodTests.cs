using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Federation.Methods;

/// <summary>What each method makes of a task set, on clients that train nothing.</summary>
public sealed class MethodTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly FakeClients _clients = new("ash", "birch")
    {
        Affinity = (i, j) => "sd".Contains(i) == "sd".Contains(j) ? 1 : -1,
    };

    private RunOptions Options => TestCatalogue.Options with
    {
        Tasks = "sdnkt",
        Method = "merge-and-split",
        Groups = 2,
        Rounds = 4,
        MergeRounds = 2,
        LearningRate = 0.1,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    [Fact]
    public async Task MergingThenSplittingKeepsEveryTask()
    {
        var history = await _clients.Run(Options);

        Assert.Equal(["sdnkt", "sdnkt.nkt", "sdnkt.sd"], Names(history));
        Assert.Equal([["s", "d"], ["n", "k", "t"]], history.Split!.Groups);
        Assert.Equal(1, history.Split.Value);
        Assert.Equal(1, history.Split.Affinity[0][1]);
        Assert.Equal([1, 2], Rounds(history, "sdnkt"));
        Assert.Equal([3, 4], Rounds(history, "sdnkt.sd"));
        Assert.Equal([3, 4], Rounds(history, "sdnkt.nkt"));
        var result = ResultFile.Read(Path.Combine(Options.Out!, ResultFile.FileName));
        Assert.Equal("sdnkt".Order(), string.Concat(result.Groups.SelectMany(group => group)).Order());
        Assert.Equal(["nkt", "sd"], result.ModelSha256.Keys.Order());
        Assert.Equal(480, result.CarbonIntensity);
        Assert.Equal(result.Cost.EnergyJoules / 3.6e6 * 480, result.Co2Grams!.Value, 1e-15);
    }

    [Fact]
    public async Task AGroupInheritsTheEncoderAndItsDecodersToTheBit()
    {
        var history = await _clients.Run(Options);

        using var merged = FakeClients.Model(Options, history.Stage("sdnkt")!.Rounds[^1]);
        foreach (var stage in new[] { "sdnkt.sd", "sdnkt.nkt" })
        {
            var (order, values) = _clients.Asked.First(asked => asked.Order.Stage == stage);
            Assert.Equal(3, order.Round);
            var layout = order.Parameters.Layout;
            Assert.Equal(
                merged.Layout.Slots.Select(slot => slot.Name).Where(name =>
                    !name.StartsWith("decoders.", StringComparison.Ordinal)
                    || order.Tasks.Any(task => task.Mark == $"{name[9]}")),
                layout.Slots.Select(slot => slot.Name));
            foreach (var slot in layout.Slots)
            {
                Assert.Equal(Bits.Of(merged[slot.Name]), Bits.Of(values.AsSpan(slot.Offset, slot.Shape.Count)));
            }
        }
    }

    [Fact]
    public async Task TheScheduleCountsOnThroughTheSplit()
    {
        var history = await _clients.Run(Options);

        Assert.All(history.Events.OfType<RoundFinished>(), round => Assert.Equal(
            0.1 * Math.Pow(1 - ((round.Round - 1) / 4.0), 0.9), round.LearningRate));
        Assert.All(_clients.Asked, asked => Assert.Equal(asked.Order.Stage == "sdnkt", asked.Order.Settings.ProbeEvery > 0));
    }

    [Fact]
    public async Task OneByOneTrainsEveryTaskAloneForAllRounds()
    {
        var history = await _clients.Run(Options with { Method = "one-by-one", Rounds = 2 });

        Assert.Equal(["s", "d", "n", "k", "t"], history.Stages.Select(stage => stage.Name));
        Assert.All(history.Stages, stage =>
        {
            Assert.Equal([stage.Name], stage.Tasks);
            Assert.Null(stage.Started.Parent);
            Assert.Equal([1, 2], stage.Rounds.Select(round => round.Round));
            Assert.All(stage.Rounds, round => Assert.Null(round.Affinity));
        });

        // One task after the other, as on devices that hold one model at a time.
        Assert.Equal(
            string.Concat("sdnkt".Select(task => new string(task, 2 * 2))),
            string.Concat(_clients.Asked.SelectMany(asked => asked.Order.Tasks).Select(task => task.Mark)));
    }

    [Fact]
    public async Task ModelsOfAllMethodsStartFromTheSameWeights()
    {
        await _clients.Run(Options with { Method = "all-in-one", Rounds = 1 });
        var together = _clients.Asked[0];
        var alone = new FakeClients("ash", "birch");
        await alone.Run(Options with { Method = "one-by-one", Rounds = 1, Out = _folder["alone"] });

        foreach (var (order, values) in alone.Asked)
        {
            foreach (var slot in order.Parameters.Layout.Slots)
            {
                var there = together.Order.Parameters.Layout.Find(slot.Name)!;
                Assert.Equal(
                    Bits.Of(together.Model.AsSpan(there.Offset, there.Shape.Count)),
                    Bits.Of(values.AsSpan(slot.Offset, slot.Shape.Count)));
            }
        }
    }

    [Fact]
    public async Task AsManyGroupsAsTasksLeavesEveryTaskAlone()
    {
        var history = await _clients.Run(Options with { Tasks = "dnk", Groups = 3, Rounds = 3 });

        Assert.Equal(["dnk", "dnk.d", "dnk.k", "dnk.n"], Names(history));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Names(RunHistory history) =>
        history.Stages.Select(stage => stage.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<int> Rounds(RunHistory history, string stage) =>
        history.Stage(stage)!.Rounds.Select(round => round.Round);
}

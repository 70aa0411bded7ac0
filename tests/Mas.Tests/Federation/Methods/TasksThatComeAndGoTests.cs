using Mas.Engine.Parameters;
using Mas.Federation.Journals;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Federation.Methods;

/// <summary>Tasks that arrive while merge-and-split trains, and tasks that leave, on clients that train nothing.</summary>
public sealed class TasksThatComeAndGoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunOptions Options => TestCatalogue.Options with
    {
        Tasks = "sdnk",
        Groups = 2,
        Rounds = 12,
        MergeRounds = 4,
        ProbeRounds = 2,
        ImageSize = 32,
        EvaluateEvery = 1,
        Threads = 1,
        Out = _folder["run"],
    };

    [Fact]
    public async Task ATaskThatArrivesBeforeTheSplitJoinsTheMergedModel()
    {
        var history = await Clients().Run(Options with { Arrivals = "k@2" });

        Assert.Equal(["sdn 1-2", "sdn.sdnk 3-4", "sdn.sdnk.dn 5-12", "sdn.sdnk.sk 5-12"], Rounds(history));
        Assert.Equal([["s", "k"], ["d", "n"]], history.Split!.Groups);
        Assert.All(history.Stage("sdn")!.Rounds, round => Assert.Null(round.Affinity));
        Assert.All(history.Stage("sdn.sdnk")!.Rounds, round => Assert.NotNull(round.Affinity));
        Assert.Empty(history.Placed);
    }

    [Fact]
    public async Task ItsDecoderIsNewAndTheRestIsInherited()
    {
        var clients = Clients();

        var history = await clients.Run(Options with { Arrivals = "k@2" });

        var options = Options with { Arrivals = "k@2" };
        using var before = FakeClients.Model(options, history.Stage("sdn.sdnk")!.Rounds[^1]);
        var first = clients.Asked.First(asked => asked.Order.Stage == "sdn.sdnk").Order.Parameters;
        var last = clients.Asked.Last(asked => asked.Order.Stage == "sdn").Order.Parameters;
        Assert.Contains(first.Layout.Slots, slot => last.Layout.Find(slot.Name) is null);
        Assert.Equal(first.Layout.Slots.Select(slot => slot.Name), before.Layout.Slots.Select(slot => slot.Name));
    }

    [Theory]
    [InlineData(1, -1, "sdn.s.sk", true)]
    [InlineData(-1, 1, "sdn.dn.dnk", true)]
    [InlineData(-1, -2, "sdn.s.sk", false)]
    public async Task ATaskThatArrivesAfterTheSplitJoinsTheGroupThatGainsMostOrStaysAlone(
        int withS, int withD, string stage, bool joins)
    {
        var clients = Clients((i, j) => (i, j) switch
        {
            ('k', 's') or ('s', 'k') => withS,
            ('k', 'd') or ('d', 'k') or ('k', 'n') or ('n', 'k') => withD,
            ('d', 'n') or ('n', 'd') => 1,
            _ => -1,
        });

        var history = await clients.Run(Options with { Arrivals = "k@6" });

        Assert.Equal([["s"], ["d", "n"]], history.Split!.Groups);
        var placed = Assert.Single(history.Placed);
        Assert.Equal(("k", stage, joins), (placed.Task, placed.Stage, placed.Joins));
        Assert.Equal(["sdn.dn.dnk", "sdn.s.sk"], placed.Gains.Keys.Order());
        string[] expected = joins && stage == "sdn.s.sk"
            ? ["sdn 1-4", "sdn.dn 5-6", "sdn.dn.dnk 7-8", "sdn.dn.dnk.dn 9-12", "sdn.s 5-6", "sdn.s.sk 7-8", "sdn.s.sk.sk 9-12"]
            : joins
                ? ["sdn 1-4", "sdn.dn 5-6", "sdn.dn.dnk 7-8", "sdn.dn.dnk.dnk 9-12", "sdn.s 5-6", "sdn.s.sk 7-8", "sdn.s.sk.s 9-12"]
                : ["sdn 1-4", "sdn.dn 5-6", "sdn.dn.dnk 7-8", "sdn.dn.dnk.dn 9-12", "sdn.s 5-6", "sdn.s.sk 7-8", "sdn.s.sk.k 9-12", "sdn.s.sk.s 9-12"];
        Assert.Equal(expected, Rounds(history));
        Assert.Equal(["d", "k", "n", "s"], history.Served!.Models.SelectMany(model => model.Tasks).Order());
    }

    [Fact]
    public async Task GainsAreHowMuchTheSumOfScoresRises()
    {
        // In (d, n) both score 1. With k, d scores the mean of 1 and 0.5, n that of 1 and -1, and k that of 0.25 and 2.
        var clients = Clients((i, j) => (i, j) switch
        {
            ('k', 'd') => 0.5,
            ('k', 'n') => -1,
            ('d', 'k') => 0.25,
            ('n', 'k') => 2,
            ('d', 'n') or ('n', 'd') => 1,
            _ => -1,
        });

        var history = await clients.Run(Options with { Arrivals = "k@6" });

        Assert.Equal(0.75 + 0 + 1.125 - 2, history.Placed[0].Gains["sdn.dn.dnk"], 1e-12);
    }

    [Fact]
    public async Task WhereNothingIsMeasuredATaskThatArrivesStaysAlone()
    {
        var clients = Clients((i, j) => i == 'k' || j == 'k' ? null : 1);

        var history = await clients.Run(Options with { Tasks = "sdk", Groups = 2, Arrivals = "k@6" });

        Assert.False(Assert.Single(history.Placed).Joins);
        Assert.All(history.Placed[0].Gains.Values, gain => Assert.Equal(0, gain));
    }

    [Fact]
    public async Task ATaskThatReachesItsLossLeavesAndTheOthersTrainOn()
    {
        // A bias starts from 0 and rises by (1 * 1 + 3 * 3) / 4 / 64 per round: 2 - 2 * 7 * 0.0390625 is the first below 1.5.
        var clients = new FakeClients("ash", "birch")
        {
            Affinity = (i, j) => (i, j) is ('d', 'n') or ('n', 'd') or ('s', 'k') or ('k', 's') ? 1 : -1,
            LossOfModel = (model, task) => task == "d" ? 2 - (2 * Bias(model)) : 2,
        };

        var history = await clients.Run(Options with { LeaveAt = "d=1.5" });

        Assert.Equal(["sdnk 1-4", "sdnk.dn 5-7", "sdnk.dn.n 8-12", "sdnk.sk 5-12"], Rounds(history));
        Assert.Equal(["sdnk.dn"], history.ServersOf("d").Select(stage => stage.Name));
        Assert.Equal(["sdnk.dn.n"], history.ServersOf("n").Select(stage => stage.Name));
        Assert.Equal(history.Stage("sdnk.dn")!.Finished!.Sha256, Result().ModelSha256["dn"]);
    }

    [Fact]
    public async Task AGroupEndsWhenAllItsTasksHaveLeftAndATaskThatArrivesThenIsAlone()
    {
        var history = await Clients().Run(Options with { Arrivals = "k@8", LeaveAt = "s=2,d=2,n=2" });

        Assert.Equal(["sdn 1-4", "sdn.dn 5-5", "sdn.dn.k 9-12", "sdn.s 5-5"], Rounds(history));
        Assert.Empty(history.Placed);
        Assert.Equal(4, history.Served!.Models.Sum(model => model.Tasks.Count));
    }

    [Theory]
    [InlineData("q@3", null, "--arrivals is 'q@3', where 'q' is not a task of the run; expected tasks of --tasks.")]
    [InlineData("k@11", null, "--arrivals is 'k@11'; expected rounds from 1 to 10, as --rounds is 12.")]
    [InlineData("k", null, "--arrivals is 'k'; expected tasks, each once and with a number of rounds, as in k@20,t@20.")]
    [InlineData("s@1,d@1,n@2,k@2", null, "--arrivals is 's@1,d@1,n@2,k@2'; expected at least one task that is there from the start.")]
    [InlineData("d@6,n@6,k@6", null, "--arrivals is 'd@6,n@6,k@6'; expected at least 2 tasks that are there before the split, after round 4.")]
    [InlineData(null, "s=low", "--leave-at is 's=low'; expected tasks, each once and with a finite loss, as in s=1.2,d=0.5.")]
    [InlineData(null, "q=1", "--leave-at is 'q=1', where 'q' is not a task of the run; expected tasks of --tasks.")]
    public void WhatCannotBeIsAFault(string? arrivals, string? leaveAt, string sentence)
    {
        var options = Options with { Arrivals = arrivals, LeaveAt = leaveAt };

        var faults = options.Faults()
            .Concat(TestCatalogue.Runs.Methods.Of(options).Faults(options));

        Assert.Equal(sentence, Assert.Single(faults.Select(fault => fault.Sentence(OptionSpelling.Command)).Distinct()));
    }

    public void Dispose() => _folder.Dispose();

    // d and n belong together, s and k too, and all losses are 1.
    private static FakeClients Clients(Func<char, char, double?>? affinity = null) => new("ash", "birch")
    {
        Affinity = affinity
            ?? ((i, j) => (i, j) is ('d', 'n') or ('n', 'd') or ('s', 'k') or ('k', 's') ? 1 : -1),
    };

    private static float Bias(NamedTensors model) =>
        model[model.Layout.Slots.First(slot => slot.Name.EndsWith(".bias", StringComparison.Ordinal))][0];

    private static IEnumerable<string> Rounds(RunHistory history) => history.Stages
        .Select(stage => $"{stage.Name} {stage.Rounds[0].Round}-{stage.Rounds[^1].Round}").Order(StringComparer.Ordinal);

    private ResultFile Result() => ResultFile.Read(Path.Combine(Options.Out!, ResultFile.FileName));
}

using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Tests.Federation.Rounds;

/// <summary>When clients measure affinities no more, because what these say has been the same for long enough.</summary>
public sealed class ProbeStopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunOptions Options => TestCatalogue.Options with
    {
        Tasks = "sdnk",
        Groups = 2,
        Rounds = 13,
        MergeRounds = 12,
        EvaluateEvery = 0,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 5)]
    [InlineData(5, 5)]
    [InlineData(7, 7)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    public async Task GroupsThatNeverChangeEndItAfterSoManyRoundsButNotBeforeTheFifth(int stop, int probed)
    {
        var clients = Clients();

        var history = await clients.Run(Options with { ProbeStop = stop });

        var rounds = Enumerable.Range(1, probed);
        Assert.Equal(rounds, Probed(clients));
        Assert.Equal(rounds, history.Split!.FromRounds);
        var stopped = history.Stage("sdnk")!.ProbingStopped;
        if (probed == 10)
        {
            Assert.Null(stopped);
            return;
        }

        Assert.Equal(("sdnk", probed), (stopped!.Stage, stopped.Round));
        Assert.Equal(rounds, stopped.FromRounds);
        Assert.Equal([["s", "d"], ["n", "k"]], stopped.Groups);
        Assert.Equal(history.Split.Groups, stopped.Groups);
        Assert.Equal(
            $"Measuring which tasks help each other ended after round {probed} ({Plural.InWords(probed, "round")} measured): "
            + "the groups it points to, (semantic segmentation, depth) and (surface normals, 2D keypoints), had stayed the "
            + "same for long enough.",
            SplitWords.Sentence(stopped, TaskWords.Standard));
    }

    [Fact]
    public async Task GroupsThatChangeBeginTheCountAnew()
    {
        // From round 4 on the other way and louder: the mean turns with round 5, so that it is the same in 5, 6 and 7.
        var clients = Clients(order => order.Round < 4 ? 1 : -2);

        var history = await clients.Run(Options with { ProbeStop = 3 });

        var stopped = history.Stage("sdnk")!.ProbingStopped!;
        Assert.Equal(7, stopped.Round);
        Assert.Equal(Enumerable.Range(1, 7), Probed(clients));
        Assert.NotEqual([["s", "d"], ["n", "k"]], stopped.Groups);
        Assert.Equal(history.Split!.Groups, stopped.Groups);
    }

    [Fact]
    public async Task WhereNothingIsChosenByTheAffinitiesTheyAreMeasuredToTheEnd()
    {
        var history = await Clients().Run(Options with { Method = "all-in-one", ProbeStop = 1 });
        Assert.DoesNotContain(history.Events, happened => happened is ProbingStopped);
    }

    [Fact]
    public async Task GroupsThatShareTasksCountWhereTheMethodMakesThem()
    {
        var history = await Clients().Run(Options with { Method = "tag", ProbeStop = 3 });
        Assert.Equal(history.Split!.Groups, history.Stage("sdnk")!.ProbingStopped!.Groups);
        Assert.Equal(5, history.Stage("sdnk")!.ProbingStopped!.Round);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(6, false)]
    [InlineData(6, true)]
    [InlineData(9, false)]
    public async Task KilledAndResumedItEndsWhereItWouldHave(int killedIn, bool unsaid)
    {
        var options = Options with { ProbeStop = 4 };
        var undisturbed = await Clients().Run(options with { Out = _folder["undisturbed"] });
        var killed = Clients(order => order.Round == killedIn ? throw new OperationCanceledException() : 1);
        await Assert.ThrowsAsync<OperationCanceledException>(() => killed.Run(options));
        if (unsaid)
        {
            // Killed after the round was on record, before it was that probing ends with it.
            var journal = Path.Combine(options.Out!, Journal.FileName);
            var lines = File.ReadAllLines(journal);
            Assert.Contains("probing-stopped", lines[^1]);
            File.WriteAllLines(journal, lines[..^1]);
        }

        var resumed = Clients();
        var history = await resumed.Run(options);

        Assert.Equal(Enumerable.Range(1, 5), Probed(killed).Concat(Probed(resumed)).Distinct().Order());
        var stopped = Assert.Single(history.Events.OfType<ProbingStopped>());
        Assert.Equal(5, stopped.Round);
        Assert.Equal(undisturbed.Split!.FromRounds, history.Split!.FromRounds);
        Assert.Equal(undisturbed.Split.Affinity, history.Split.Affinity);
        Assert.Equal(undisturbed.Stages.Select(stage => stage.Finished!.Sha256),
            history.Stages.Select(stage => stage.Finished!.Sha256));
    }

    [Fact]
    public void WhereTheLastProbedRoundIsRepeatedItsEndCountsNoMore()
    {
        JournalEvent[] events =
        [
            new StageStarted("sdnk", ["s", "d", "n", "k"], 1, 12, null),
            Journals.JournalExamples.Round("sdnk", 5),
            new ProbingStopped("sdnk", 5, [["s", "d"], ["n", "k"]], [5]),
            Journals.JournalExamples.Round("sdnk", 6),
        ];

        Assert.Equal(5, RunHistory.Of(events).Stage("sdnk")!.ProbingStopped!.Round);
        Assert.Equal(5, RunHistory.Of([.. events, events[3]]).Stage("sdnk")!.ProbingStopped!.Round);
        Assert.Null(RunHistory.Of([.. events, events[1]]).Stage("sdnk")!.ProbingStopped);
    }

    public void Dispose() => _folder.Dispose();

    private static FakeClients Clients(Func<Mas.Learning.Training.Order, double>? sign = null) => new("ash", "birch")
    {
        Affinity = (i, j) => "sd".Contains(i) == "sd".Contains(j) ? 1 : -1,
        Spoil = (order, update) =>
        {
            var times = sign?.Invoke(order) ?? 1;
            return update with
            {
                Affinity = update.Affinity?.Select(row => row.Select(value => times * value).ToArray()).ToArray(),
            };
        },
    };

    private static IEnumerable<int> Probed(FakeClients clients) =>
        clients.Asked.Where(asked => asked.Order.Settings.ProbeEvery > 0).Select(asked => asked.Order.Round).Distinct().Order();
}

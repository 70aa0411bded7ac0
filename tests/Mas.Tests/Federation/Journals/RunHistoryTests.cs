using System.Text.Json;
using Mas.Federation.Journals;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Journals;

public class RunHistoryTests
{
    private static readonly DateTime _begin = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void AMissingJournalIsAnEmptyHistory()
    {
        var history = RunHistory.Read(Path.Combine(Path.GetTempPath(), "there-is-no-such-journal.jsonl"));
        Assert.Null(history.Started);
        Assert.Empty(history.Stages);
        Assert.Equal(0, history.Cost.WallSeconds);
    }

    [Fact]
    public void AStageHasItsRoundsEvaluationsAndCost()
    {
        var history = RunHistory.Of(
        [
            new StageStarted("sd", ["s", "d"], 1, 2, null),
            Evaluated("sd", 0, "initial-test", 9),
            Round("sd", 1, end: 1),
            Round("sd", 2, end: 2),
            Evaluated("sd", 2, "validation", 5),
            new StageFinished("sd", 2, "c", "ab"),
            new StageStarted("sd.s", ["s"], 3, 1, "sd"),
        ]);

        var stage = history.Stage("sd")!;
        Assert.Equal(["sd", "sd.s"], history.Stages.Select(each => each.Name));
        Assert.Equal([1, 2], stage.Rounds.Select(round => round.Round));
        Assert.Equal(2, stage.LastRound);
        Assert.Equal(4, stage.Cost.CpuSeconds);
        Assert.Equal(9, stage.Evaluation(0, "initial-test")!.Losses["s"]);
        Assert.Equal(5, stage.Evaluation(2, "validation")!.Losses["s"]);
        Assert.Null(stage.Evaluation(2, "test"));
        Assert.Equal("ab", stage.Finished!.Sha256);
        Assert.Null(history.Stage("sd.s")!.Finished);
        Assert.Null(history.Stage("x"));
    }

    [Fact]
    public void WhatCameAfterARepeatedRoundCountsNoMore()
    {
        var history = RunHistory.Of(
        [
            new StageStarted("s", ["s"], 1, 3, null),
            Round("s", 1, end: 1),
            Round("s", 2, end: 2),
            Evaluated("s", 2, "validation", 7),
            Round("s", 3, end: 3),
            new StageFinished("s", 3, "c", "ab"),
            new Resumed("The checkpoint of round 3 is damaged."),
            new StageStarted("s", ["s"], 1, 3, null),
            Round("s", 2, end: 12) with { Sha256 = "new" },
        ]);

        var stage = Assert.Single(history.Stages);
        Assert.Equal(["ab", "new"], stage.Rounds.Select(round => round.Sha256));
        Assert.Empty(stage.Evaluations);
        Assert.Null(stage.Finished);
        Assert.Equal(4, history.Cost.CpuSeconds);
    }

    [Fact]
    public void SecondsSideBySideCountOnceAndSecondsLyingStillNotAtAll()
    {
        var history = RunHistory.Of(
        [
            new StageStarted("s", ["s"], 1, 2, null),
            new StageStarted("d", ["d"], 1, 2, null),
            Round("s", 1, end: 4, seconds: 4),
            Round("d", 1, end: 5, seconds: 3),
            Round("s", 2, end: 102, seconds: 2),
            Round("d", 2, end: 101, seconds: 0.5),
        ]);

        Assert.Equal(7, history.Cost.WallSeconds, 1e-9);
        Assert.Equal(6, history.Stage("s")!.Cost.WallSeconds, 1e-9);
        Assert.Equal(8, history.Cost.CpuSeconds);
    }

    [Fact]
    public void TasksShareTheCostOfTheirStages()
    {
        var history = RunHistory.Of(
        [
            new StageStarted("sd", ["s", "d"], 1, 1, null),
            Round("sd", 1, end: 1),
            new StageStarted("sd.s", ["s"], 2, 1, "sd"),
            Round("sd.s", 2, end: 2),
        ]);

        Assert.Equal(3, history.CostOf("s").CpuSeconds);
        Assert.Equal(1, history.CostOf("d").CpuSeconds);
        Assert.Equal(150, history.CostOf("s").BytesUp);
        Assert.Equal(0, history.CostOf("x").CpuSeconds);
    }

    [Fact]
    public void TheAffinitiesOfAStageAreItsRoundsThatProbed()
    {
        var history = RunHistory.Of(
        [
            new StageStarted("sd", ["s", "d"], 1, 4, null),
            Round("sd", 1, end: 1),
            Round("sd", 2, end: 2) with { Affinity = null },
            Round("sd", 3, end: 3),
            Round("sd", 4, end: 4),
        ]);

        var affinity = history.Affinity("sd", probeRounds: 2);
        Assert.Equal([1, 3], affinity.UsedRounds);
        Assert.Equal([1, 3, 4], affinity.Rounds.Keys);
        Assert.Equal(2, affinity.Matrix()![0, 1]);
        Assert.Throws<ArgumentException>(() => history.Affinity("x", 2));
    }

    [Fact]
    public void AJournalThatDoesNotTellWhatEachClientMeasuredStaysReadable()
    {
        using var folder = new TemporaryFolder();
        var round = JournalExamples.Round("sd", 1);
        JournalEvent[] events =
        [
            new StageStarted("sd", ["s", "d"], 1, 1, null),
            round with { Affinity = round.Affinity! with { Clients = null } },
        ];
        folder.Write("journal.jsonl", string.Concat(events.Select(
            happened => JsonSerializer.Serialize(happened, JournalJson.Default.JournalEvent) + "\n")));

        var read = RunHistory.Read(folder["journal.jsonl"]).Affinity("sd", probeRounds: 1);

        Assert.DoesNotContain("matrix", File.ReadAllText(folder["journal.jsonl"]));
        Assert.Null(read.Rounds[1].Clients);
        Assert.Equal(1, read.Matrix()![0, 1]);
    }

    [Fact]
    public void AJournalThatDoesNotCountPixelsHasNoLossWhereItWroteZero()
    {
        using var folder = new TemporaryFolder();
        folder.Write("journal.jsonl", string.Join('\n',
            "{\"event\":\"run-started\",\"time\":\"2026-01-01T00:00:00Z\",\"version\":\"0.1.0\","
                + "\"options\":{\"tasks\":\"sd\"}}",
            "{\"event\":\"stage-started\",\"time\":\"2026-01-01T00:00:00Z\",\"stage\":\"sd\",\"tasks\":[\"s\",\"d\"],"
                + "\"firstRound\":1,\"rounds\":1,\"parent\":null}",
            "{\"event\":\"evaluated\",\"time\":\"2026-01-01T00:00:00Z\",\"stage\":\"sd\",\"round\":1,"
                + "\"split\":\"test\",\"losses\":{\"s\":0.5,\"d\":0},\"views\":8}",
            "{\"event\":\"evaluated\",\"time\":\"2026-01-01T00:00:00Z\",\"stage\":\"sd\",\"round\":1,"
                + "\"split\":\"validation\",\"losses\":{\"s\":0,\"d\":0},\"views\":0}",
            ""));

        var history = RunHistory.Read(folder["journal.jsonl"]);

        Assert.Equal(0, history.Started!.Training);
        Assert.Equal(new MeanLoss(0.5, 8), history.FinalLoss("s", SplitNames.Test));
        Assert.Equal(MeanLoss.None, history.FinalLoss("d", SplitNames.Test));
        Assert.Equal(MeanLoss.None, history.FinalLoss("s", SplitNames.Validation));
        Assert.Null(history.FinalLoss("s", SplitNames.InitialTest));
    }

    [Fact]
    public void ALossOfSeveralModelsWeighsByThePixelsEachMeasured()
    {
        var history = RunHistory.Of(
        [
            new StageStarted("s-ash", ["s"], 1, 1, null),
            new StageStarted("s-birch", ["s"], 1, 1, null),
            new StageStarted("s-cedar", ["s"], 1, 1, null),
            Measured("s-ash", new MeanLoss(1, 300)),
            Measured("s-birch", new MeanLoss(5, 100)),
            Measured("s-cedar", MeanLoss.None),
            new TasksServed([new("s-ash", ["s"]), new("s-birch", ["s"]), new("s-cedar", ["s"])]),
        ]);

        Assert.Equal(new MeanLoss(2, 400), history.FinalLoss("s", SplitNames.Test));

        static Evaluated Measured(string stage, MeanLoss loss) => Mas.Federation.Journals.Evaluated.Of(
            stage, 1, SplitNames.Test, new Dictionary<string, MeanLoss> { ["s"] = loss }, 50);
    }

    private static RoundFinished Round(string stage, int round, double end, double seconds = 1) =>
        JournalExamples.Round(stage, round, seconds) with { Time = _begin.AddSeconds(end) };

    private static Evaluated Evaluated(string stage, int round, string split, double loss) =>
        new(stage, round, split, new Dictionary<string, double?> { ["s"] = loss });
}

using Mas.Federation.Journals;
using Mas.Reports.Stories;

namespace Mas.Tests.Reports;

public class RunWorkTests
{
    private static readonly DateTime _start = new(2026, 11, 20, 14, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void WhatIsLeftTakesAsLongAsWhatIsDoneTook()
    {
        // Five tasks for 12 rounds, then groups of three and two for 28: a round's work is 4 and 1 for each task.
        const double merged = 12 * 9;
        const double whole = merged + (28 * (7 + 6));
        var events = Timed(SampleRun.Events(12), secondsPerRound: 30);

        Assert.Equal(12 * 30 / merged * (whole - merged), RunWork.SecondsLeft(Story(events))!.Value, 6);
    }

    [Fact]
    public void BeforeTheFirstRoundNothingIsKnownAndAfterTheLastNothingIsLeft()
    {
        Assert.Null(RunWork.SecondsLeft(Story(SampleRun.Events(0))));
        Assert.Equal(0, RunWork.SecondsLeft(Story(SampleRun.Events()))!.Value, 9);
    }

    [Fact]
    public void WaitingForAnApprovalIsNoWork()
    {
        var events = Timed(SampleRun.Events(12), secondsPerRound: 30);
        var split = SampleRun.Events().OfType<SplitChosen>().Single();
        var before = RunWork.SecondsLeft(Story(events));
        JournalEvent[] approved =
        [
            .. events,
            SplitHeld.Of(split) with { Time = events[^1].Time },
            split with { Time = events[^1].Time.AddHours(8) },
        ];

        Assert.Equal(before, RunWork.SecondsLeft(Story(approved)));
    }

    [Fact]
    public void LyingStillBetweenRoundsIsNoWork()
    {
        var events = Timed(SampleRun.Events(12), secondsPerRound: 30);
        JournalEvent[] resumed =
        [
            .. events.Select(happened => happened is RoundFinished { Round: > 6 }
                ? happened with { Time = happened.Time.AddHours(8) } : happened),
        ];

        Assert.Equal(RunWork.SecondsLeft(Story(events))!.Value, RunWork.SecondsLeft(Story(resumed))!.Value, 6);
    }

    [Fact]
    public void WhatAStageThatStoppedEarlyLeavesOutIsNoWork()
    {
        var events = Timed(SampleRun.Events(10), secondsPerRound: 30);
        JournalEvent[] stopped = [.. events, new StageFinished("sdnkt", 10, "c", "ab") { Kept = 8, Time = _start }];

        Assert.Equal(30 * 28 * (7 + 6) / 9.0, RunWork.SecondsLeft(Story(stopped))!.Value, 6);
        Assert.Equal(12, RunWork.Round(Story(stopped)));
    }

    private static RunStory Story(IReadOnlyList<JournalEvent> events) =>
        new(SampleRun.Options, RunHistory.Of(events), TestCatalogue.Runs);

    /// <summary>The same events, rounds one after another and each of so many seconds.</summary>
    private static JournalEvent[] Timed(IReadOnlyList<JournalEvent> events, double secondsPerRound) =>
    [
        .. events.Select(happened => happened is RoundFinished round
            ? round with
            {
                Time = _start.AddSeconds(round.Round * secondsPerRound),
                Cost = round.Cost with { WallSeconds = secondsPerRound },
            }
            : happened with { Time = _start }),
    ];
}

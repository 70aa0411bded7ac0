using Mas.Server.Queue;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Tests.Server.Queue;

public sealed class QueueStoreTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FleetStore _store;

    public QueueStoreTests() => _store = new FleetStore(_folder.Path);

    [Fact]
    public async Task TheLastSubmissionOfARunEndsWithTheRun()
    {
        var queue = await Begun("t1", "t2");

        Assert.Null(await queue.EndSubmission("t1", QueueState.Cancelled, null, _now));
        Assert.Null(queue.Run("r1")!.Outcome);
        Assert.Equal("r1", await queue.EndSubmission("t2", QueueState.Cancelled, null, _now));

        Assert.Equal((QueueState.Cancelled, _now.ToUnixTimeMilliseconds()), (queue.Run("r1")!.Outcome, queue.Run("r1")!.EndedAt));
        Assert.Equal(QueueState.Cancelled, await queue.EndRun("r1", QueueState.Done, null, _now));
    }

    [Fact]
    public async Task WhatFailsBetweenTheTwoWritesLeavesNeither()
    {
        var queue = await Begun("t1");
        Execute("CREATE TRIGGER killed BEFORE UPDATE ON Runs BEGIN SELECT RAISE(ABORT, 'killed'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => queue.EndSubmission("t1", QueueState.Cancelled, null, _now));

        await queue.Refresh();
        Assert.Equal((null, null), (queue.Submission("t1")!.Outcome, queue.Run("r1")!.Outcome));
        Execute("DROP TRIGGER killed");
        Assert.Equal("r1", await queue.EndSubmission("t1", QueueState.Cancelled, null, _now));
    }

    [Fact]
    public async Task ARunThatEndsIsForgottenInTheSameWriteOrNotAtAll()
    {
        var queue = await Begun("t1");
        await _store.Ask(Order());
        Execute("CREATE TRIGGER killed BEFORE DELETE ON Participants BEGIN SELECT RAISE(ABORT, 'killed'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => queue.EndRun("r1", QueueState.Done, null, _now));

        await queue.Refresh();
        Assert.Null(queue.Run("r1")!.Outcome);
        Assert.NotNull(await _store.Order(Order().Id));
        Assert.Single(await _store.Participants("r1"));
        Execute("DROP TRIGGER killed");
        await queue.EndRun("r1", QueueState.Done, null, _now);
        Assert.Null(await _store.Order(Order().Id));
        Assert.Empty(await _store.Participants("r1"));
    }

    [Fact]
    public async Task ARunWithoutASubmissionThatGoesOnIsEndedAtTheStart()
    {
        var queue = await Begun("t1");
        await _store.Ask(Order());
        Execute("UPDATE Submissions SET Outcome = 5");
        Assert.Null(queue.Run("r1")!.Outcome);

        Assert.Equal(["r1"], await queue.Sweep(_now));

        Assert.Equal((QueueState.Cancelled, QueueState.Cancelled), (queue.Run("r1")!.Outcome, queue.Submission("t1")!.Outcome));
        Assert.Null(await _store.Order(Order().Id));
        Assert.Empty(await queue.Sweep(_now));
    }

    [Fact]
    public async Task ARunThatFailedIsTakenUpAgainWithThoseWhoTookPart()
    {
        var queue = await Begun("t1", "t2");
        Assert.False(await queue.Retry("r1"));
        await queue.EndSubmission("t2", QueueState.Cancelled, null, _now);
        await queue.EndRun("r1", QueueState.Failed, "Why.", _now);

        Assert.True(await queue.Retry("r1"));

        Assert.Equal((null, null, null), (queue.Run("r1")!.Outcome, queue.Run("r1")!.Fault, queue.Run("r1")!.EndedAt));
        Assert.Equal("castle", (await _store.Participants("r1")).Single().Client);
        await queue.EndRun("r1", QueueState.Done, null, _now);
        Assert.False(await queue.Retry("r1"));
    }

    public void Dispose() => _folder.Dispose();

    private static OrderRow Order() => new()
    {
        Id = new string('a', 64),
        Run = "r1",
        Client = "castle",
        Stage = "sd",
        Round = 1,
        Document = [1],
    };

    /// <summary>A run of these submissions, with one device.</summary>
    private async Task<QueueStore> Begun(params string[] submissions)
    {
        var queue = await QueueStore.Load(_store);
        foreach (var _ in submissions)
        {
            await queue.Add(number => SubmissionRows.Of(number, "sd"), () => { });
        }

        var device = new DeviceRow
        {
            Id = new string('b', 64),
            Client = "castle",
            PublicKey = [1],
            Tasks = "sd",
            TrainingViews = 3,
            ValidationViews = 1,
            TestViews = 1,
        };
        await queue.Begin(queue.Submissions, [device], _now);
        return queue;
    }

    private void Execute(string statement)
    {
        using var database = _store.Open();
        database.Database.ExecuteSqlRaw(statement);
    }
}

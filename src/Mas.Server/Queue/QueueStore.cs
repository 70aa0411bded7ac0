using Mas.Server.Storage;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Queue;

/// <summary>
/// The queue: in the database, and in memory as the database has it, so that reading waits for nothing. Every change is
/// one transaction, on disk before its task ends. Thread-safe.
/// </summary>
internal sealed class QueueStore
{
    private readonly FleetStore _store;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Rows _rows;

    private QueueStore(FleetStore store, Rows rows) => (_store, _rows) = (store, rows);

    /// <summary>Every submission, the oldest first.</summary>
    internal IReadOnlyList<SubmissionRow> Submissions => _rows.Submissions;

    /// <summary>Every run, the oldest first.</summary>
    internal IReadOnlyList<RunRow> Runs => _rows.Runs;

    /// <summary>The submissions that no run has begun with and that have not ended, the oldest first.</summary>
    internal IEnumerable<SubmissionRow> Waiting => Submissions.Where(row => row.Run is null && row.Outcome is null);

    /// <summary>Reads the queue.</summary>
    internal static async Task<QueueStore> Load(FleetStore store) => new(store, await store.Read(Read));

    /// <summary>The submissions a run was made of, the oldest first.</summary>
    internal IReadOnlyList<SubmissionRow> SubmissionsOf(string run) => [.. Submissions.Where(row => row.Run == run)];

    /// <summary>A submission; null where none is known.</summary>
    internal SubmissionRow? Submission(string id) => Submissions.FirstOrDefault(row => row.Id == id);

    /// <summary>How many submissions of an operator have not ended.</summary>
    internal int UnfinishedOf(string by) => Submissions.Count(row =>
        row.By == by && row.Outcome is null && (row.Run is null || Run(row.Run)?.EndedAt is null));

    /// <summary>How many submissions of an operator have come since a time.</summary>
    internal int CountOf(string by, DateTimeOffset since) =>
        Submissions.Count(row => row.By == by && Merging.At(row) > since);

    /// <summary>A run; null where none is known.</summary>
    internal RunRow? Run(string id) => Runs.FirstOrDefault(row => row.Id == id);

    /// <summary>Reads the queue anew: what was changed beside the server counts from then on.</summary>
    internal async Task Refresh()
    {
        await _turn.WaitAsync();
        try
        {
            _rows = await _store.Read(Read);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Keeps a submission.</summary>
    /// <param name="make">Makes it of its number.</param>
    /// <param name="check">Called before, while no other one is added; what it throws is thrown.</param>
    internal Task<SubmissionRow> Add(Func<int, SubmissionRow> make, Action check)
    {
        SubmissionRow? made = null;
        return Change(database =>
        {
            check();
            var row = made ??= make(Counters.NextSubmission(database));
            if (!database.Submissions.Any(known => known.Id == row.Id))
            {
                database.Submissions.Add(row);
            }

            return row;
        });
    }

    /// <summary>Begins a run with these submissions and devices.</summary>
    internal Task<RunRow> Begin(IReadOnlyList<SubmissionRow> merged, IReadOnlyList<DeviceRow> devices, DateTimeOffset now)
    {
        RunRow? made = null;
        return Change(database =>
        {
            var number = made?.Number ?? Counters.NextRun(database);
            var run = made ??= new RunRow { Id = $"r{number}", Number = number, StartedAt = now.ToUnixTimeMilliseconds() };
            if (database.Runs.Any(known => known.Id == run.Id))
            {
                return run;
            }

            database.Runs.Add(run);
            foreach (var submission in merged)
            {
                database.Submissions.Single(row => row.Id == submission.Id).Run = run.Id;
            }

            database.Participants.AddRange(devices.Select(device => new ParticipantRow
            {
                Run = run.Id,
                Client = device.Client,
                Fields = string.Join(' ', device.FieldNames),
                TrainingViews = device.TrainingViews,
                ValidationViews = device.ValidationViews,
                TestViews = device.TestViews,
            }));
            return run;
        });
    }

    /// <summary>
    /// A submission that waits joins a run that has not ended.
    /// </summary>
    /// <param name="id">The submission.</param>
    /// <param name="run">The run.</param>
    /// <param name="round">The number of rounds before its tasks arrive: one more than any of the run has finished.</param>
    /// <returns>Whether it has joined.</returns>
    internal Task<bool> Join(string id, string run, int round) => Change(database =>
    {
        var row = database.Submissions.Single(each => each.Id == id);
        if (row.Run is null && row.Outcome is null && database.Runs.Any(each => each.Id == run && each.EndedAt == null))
        {
            (row.Run, row.JoinedAfter) = (run, round);
        }

        return row.Run == run;
    });

    /// <summary>
    /// A submission that has not ended ends apart from its run, and with it the run of which it was the last: both or neither.
    /// </summary>
    /// <returns>The run, if it ended with it; else null.</returns>
    internal Task<string?> EndSubmission(string id, QueueState outcome, string? fault, DateTimeOffset now)
    {
        string? ended = null;
        return Change(database =>
        {
            var row = database.Submissions.Single(each => each.Id == id);
            var run = database.Runs.SingleOrDefault(each => each.Id == row.Run);
            if (row.Outcome is not null || run?.EndedAt is not null)
            {
                return ended;
            }

            (row.Outcome, row.Fault) = (outcome, Cut(fault));
            if (run is null || database.Submissions.Any(each => each.Run == run.Id && each.Id != id && each.Outcome == null))
            {
                return ended;
            }

            (run.Outcome, run.EndedAt) = (QueueState.Cancelled, now.ToUnixTimeMilliseconds());
            return ended = run.Id;
        });
    }

    /// <summary>
    /// A run has ended, if it has not before; what it asked is forgotten, and who took part, unless it failed: it may be
    /// taken up again.
    /// </summary>
    /// <returns>How it ended.</returns>
    internal Task<QueueState> EndRun(string id, QueueState outcome, string? fault, DateTimeOffset now) =>
        Change(database =>
        {
            var run = database.Runs.Single(row => row.Id == id);
            if (run.EndedAt is null)
            {
                (run.Outcome, run.Fault, run.EndedAt) = (outcome, Cut(fault), now.ToUnixTimeMilliseconds());
            }

            database.SaveChanges();
            Forget(database);
            if (!database.Runs.Any(other => other.EndedAt == null))
            {
                _store.Models.DeleteModels();
            }

            return run.Outcome!.Value;
        });

    /// <summary>
    /// Ends what a server that was killed, or another version, has left half ended: a run of which every submission has
    /// ended. What runs that have ended asked is forgotten. Done before the first request is served.
    /// </summary>
    /// <returns>The runs that were ended.</returns>
    internal Task<IReadOnlyList<string>> Sweep(DateTimeOffset now) => Change<IReadOnlyList<string>>(database =>
    {
        var left = database.Runs.Where(run => run.EndedAt == null
            && !database.Submissions.Any(row => row.Run == run.Id && row.Outcome == null)).ToList();
        foreach (var run in left)
        {
            (run.Outcome, run.EndedAt) = (QueueState.Cancelled, now.ToUnixTimeMilliseconds());
        }

        database.SaveChanges();
        Forget(database);
        return [.. left.Select(run => run.Id)];
    });

    /// <summary>Takes a run that failed up again, for its submissions that have not ended apart from it.</summary>
    /// <returns>Whether it had failed, one of these is left, and who took part is known.</returns>
    internal Task<bool> Retry(string id)
    {
        var retried = false;
        return Change(database =>
        {
            var run = database.Runs.SingleOrDefault(row => row.Id == id && row.Outcome == QueueState.Failed);
            if (run is null || !database.Submissions.Any(row => row.Run == id && row.Outcome == null)
                || !database.Participants.Any(row => row.Run == id))
            {
                return retried;
            }

            (run.Outcome, run.Fault, run.EndedAt) = (null, null, null);
            return retried = true;
        });
    }

    /// <summary>A run's split was approved.</summary>
    internal Task Approve(string id, string by, string? groups) => Change(database =>
        database.Runs.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.ApprovedBy, by).SetProperty(row => row.ApprovedGroups, groups)));

    private static string? Cut(string? fault) =>
        fault?.Length > FleetDatabase.LongestFault ? fault[..FleetDatabase.LongestFault] : fault;

    private static Rows Read(FleetDatabase database) => new(
        database.Submissions.AsNoTracking().OrderBy(row => row.Number).ToList(),
        database.Runs.AsNoTracking().OrderBy(row => row.Number).ToList());

    /// <summary>Forgets what runs that have ended asked, and who took part but in those that failed.</summary>
    private void Forget(FleetDatabase database)
    {
        var ended = database.Runs.Where(run => run.EndedAt != null);
        _store.Forget(database.Orders.Where(order => ended.Any(run => run.Id == order.Run)));
        database.Participants.Where(row => ended.Any(run => run.Id == row.Run && run.Outcome != QueueState.Failed))
            .ExecuteDelete();
    }

    /// <summary>Changes the queue in the database, and then in memory.</summary>
    private async Task<T> Change<T>(Func<FleetDatabase, T> work)
    {
        await _turn.WaitAsync();
        try
        {
            (var result, _rows) = await _store.Do(database =>
            {
                var changed = work(database);
                database.SaveChanges();
                return (changed, Read(database));
            });
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Rows(IReadOnlyList<SubmissionRow> Submissions, IReadOnlyList<RunRow> Runs);
}

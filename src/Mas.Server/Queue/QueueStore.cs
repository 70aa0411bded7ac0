using Mas.Server.Storage;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Queue;

/// <summary>
/// The queue: in the database, and in memory as the database has it, so that whoever looks waits for nothing. Every change is one
/// transaction, on disk before its task ends. Thread-safe.
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
    /// <param name="check">Called before, while nobody else adds one; what it throws is thrown.</param>
    internal Task<SubmissionRow> Add(Func<int, SubmissionRow> make, Action check)
    {
        SubmissionRow? made = null;
        return Change(database =>
        {
            check();
            var row = made ??= make(Counters.NextSubmission(database));
            if (!database.Submissions.Any(known => known.Id == row.Id))
                database.Submissions.Add(row);
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
                return run;
            database.Runs.Add(run);
            foreach (var submission in merged)
                database.Submissions.Single(row => row.Id == submission.Id).Run = run.Id;
            database.Participants.AddRange(devices.Select(device => new ParticipantRow
            {
                Run = run.Id,
                Client = device.Client,
                TrainingViews = device.TrainingViews,
                ValidationViews = device.ValidationViews,
                TestViews = device.TestViews,
            }));
            return run;
        });
    }

    /// <summary>A submission has ended apart from its run.</summary>
    internal Task EndSubmission(string id, QueueState outcome, string? fault) => Change(database =>
        database.Submissions.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.Outcome, outcome).SetProperty(row => row.Fault, Cut(fault))));

    /// <summary>A run has ended.</summary>
    internal Task EndRun(string id, QueueState outcome, string? fault, DateTimeOffset now) => Change(database =>
        database.Runs.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.Outcome, outcome).SetProperty(row => row.Fault, Cut(fault))
            .SetProperty(row => row.EndedAt, now.ToUnixTimeMilliseconds())));

    /// <summary>A run's split was approved.</summary>
    internal Task Approve(string id, string by, string? groups) => Change(database =>
        database.Runs.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.ApprovedBy, by).SetProperty(row => row.ApprovedGroups, groups)));

    private static string? Cut(string? fault) =>
        fault?.Length > FleetDatabase.LongestFault ? fault[..FleetDatabase.LongestFault] : fault;

    private static Rows Read(FleetDatabase database) => new(
        database.Submissions.AsNoTracking().OrderBy(row => row.Number).ToList(),
        database.Runs.AsNoTracking().OrderBy(row => row.Number).ToList());

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

using Mas.Server.Storage;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Queue;

/// <summary>
/// The queue in the database. Every method is one transaction, on disk before it returns; whoever adds or begins holds
/// the queue's gate, since numbers follow one another.
/// </summary>
internal sealed class QueueStore(FleetStore store)
{
    /// <summary>Every submission, the oldest first.</summary>
    internal IReadOnlyList<SubmissionRow> Submissions() =>
        store.Do(database => database.Submissions.AsNoTracking().OrderBy(row => row.Number).ToList());

    /// <summary>Every run, the oldest first.</summary>
    internal IReadOnlyList<RunRow> Runs() =>
        store.Do(database => database.Runs.AsNoTracking().OrderBy(row => row.Number).ToList());

    /// <summary>The submissions that no run has begun with and that have not ended, the oldest first.</summary>
    internal IReadOnlyList<SubmissionRow> Waiting() => store.Do(database => database.Submissions.AsNoTracking()
        .Where(row => row.Run == null && row.Outcome == null).OrderBy(row => row.Number).ToList());

    /// <summary>The submissions a run was made of, the oldest first.</summary>
    internal IReadOnlyList<SubmissionRow> SubmissionsOf(string run) => store.Do(database =>
        database.Submissions.AsNoTracking().Where(row => row.Run == run).OrderBy(row => row.Number).ToList());

    /// <summary>A submission; null where none is known.</summary>
    internal SubmissionRow? Submission(string id) =>
        store.Do(database => database.Submissions.AsNoTracking().SingleOrDefault(row => row.Id == id));

    /// <summary>A run; null where none is known.</summary>
    internal RunRow? Run(string id) =>
        store.Do(database => database.Runs.AsNoTracking().SingleOrDefault(row => row.Id == id));

    /// <summary>Keeps a submission.</summary>
    /// <param name="make">Makes it of its number.</param>
    internal SubmissionRow Add(Func<int, SubmissionRow> make)
    {
        var row = make(store.Do(database => database.Submissions.Max(other => (int?)other.Number) ?? 0) + 1);
        store.Do(database =>
        {
            if (!database.Submissions.Any(known => known.Id == row.Id))
                database.Submissions.Add(row);
            return database.SaveChanges();
        });
        return row;
    }

    /// <summary>Begins a run with these submissions and devices.</summary>
    internal RunRow Begin(IReadOnlyList<SubmissionRow> merged, IReadOnlyList<DeviceRow> devices, DateTimeOffset now)
    {
        var number = store.Do(database => database.Runs.Max(other => (int?)other.Number) ?? 0) + 1;
        var run = new RunRow { Id = $"r{number}", Number = number, StartedAt = now.ToUnixTimeMilliseconds() };
        store.Do(database =>
        {
            if (database.Runs.Any(known => known.Id == run.Id))
                return 0;
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
            return database.SaveChanges();
        });
        return run;
    }

    /// <summary>A submission has ended apart from its run.</summary>
    internal void EndSubmission(string id, QueueState outcome, string? fault) => store.Do(database =>
        database.Submissions.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.Outcome, outcome).SetProperty(row => row.Fault, Cut(fault))));

    /// <summary>A run has ended.</summary>
    internal void EndRun(string id, QueueState outcome, string? fault, DateTimeOffset now) => store.Do(database =>
        database.Runs.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.Outcome, outcome).SetProperty(row => row.Fault, Cut(fault))
            .SetProperty(row => row.EndedAt, now.ToUnixTimeMilliseconds())));

    /// <summary>A run's split was approved.</summary>
    internal void Approve(string id, string by, string? groups) => store.Do(database =>
        database.Runs.Where(row => row.Id == id).ExecuteUpdate(set => set
            .SetProperty(row => row.ApprovedBy, by).SetProperty(row => row.ApprovedGroups, groups)));

    private static string? Cut(string? fault) =>
        fault?.Length > FleetDatabase.LongestFault ? fault[..FleetDatabase.LongestFault] : fault;
}

using System.Text.Json;
using Mas.Learning.Tasks;
using Mas.Server.Orders;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>Puts the status of a fleet together: rows of the database, run folders, devices.</summary>
internal sealed class FleetView(
    QueueStore queue, RunsAtWork atWork, DeviceBook devices, OrderBook orders, QueueTerms terms, RunLooks looks,
    RunNeeds needs, RunJoins joins, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, double> _none = new Dictionary<string, double>();

    /// <summary>Losses as the database keeps them.</summary>
    internal static byte[]? Bytes(IReadOnlyDictionary<string, double>? losses) => losses is { Count: > 0 }
        ? JsonSerializer.SerializeToUtf8Bytes(losses, WireJson.Default.IReadOnlyDictionaryStringDouble) : null;

    /// <summary>Losses that the database keeps; empty where there are none.</summary>
    internal static IReadOnlyDictionary<string, double> Losses(byte[]? kept) =>
        kept is null ? _none : WireJson.Read(kept, WireJson.Default.IReadOnlyDictionaryStringDouble);

    /// <summary>Sources of labels as the database keeps them.</summary>
    internal static byte[]? Bytes(IReadOnlyDictionary<string, string>? labels) => labels is { Count: > 0 }
        ? JsonSerializer.SerializeToUtf8Bytes(labels, WireJson.Default.IReadOnlyDictionaryStringString) : null;

    /// <summary>The fleet at this moment.</summary>
    internal FleetStatus Status()
    {
        var now = time.GetUtcNow();
        var submissions = queue.Submissions;
        var members = submissions.Where(row => row.Run is not null).ToLookup(row => row.Run!);
        RunStatus[] runs = [.. queue.Runs.Select(run => Of(run, [.. members[run.Id]]))];
        var states = runs.ToDictionary(run => run.Id);
        return new FleetStatus(
            now,
            [.. devices.All.OrderBy(device => device.Client, StringComparer.Ordinal).Select(Of)],
            [.. submissions.Select(row => Of(row, row.Run is null ? null : states[row.Run], now))],
            runs);
    }

    private DeviceStatus Of(DeviceRow device)
    {
        var (done, said) = (orders.Contributions.Of(device.Client), devices.Statement(device));
        return new DeviceStatus
        {
            Id = device.Id,
            Client = device.Client,
            Tasks = device.Tasks,
            Fields = device.FieldNames,
            Views = device.TrainingViews,
            Present = devices.IsPresent(device),
            LastSeen = devices.LastSeen(device),
            Answered = done.Answered,
            Lost = done.Lost,
            Refused = done.Refused,
            BytesUp = done.BytesUp,
            BytesDown = done.BytesDown,
            Joules = done.Joules,
            Statement = said,
            Why = said?.Rests is { } rests ? $"Paused: {rests}" : devices.LeftOut(device) ?? done.Failure,
            Work = done.Work,
        };
    }

    private RunStatus Of(RunRow run, IReadOnlyList<SubmissionRow> merged)
    {
        var (look, waits) = (looks.Of(run.Id), run.Outcome is null ? atWork.Waits(run.Id) : null);
        return new RunStatus
        {
            Id = run.Id,
            Tasks = TaskMarks.Write([.. merged.SelectMany(row => TaskMarks.Read(row.Tasks)).Distinct()]),
            State = run.Outcome ?? (waits is null ? (QueueState?)null : QueueState.Waiting)
                ?? (look.IsHeld && run.ApprovedBy is null ? QueueState.Held : QueueState.Training),
            Folder = looks.Folder(run.Id),
            Submissions = [.. merged.Select(row => row.Id)],
            Started = DateTimeOffset.FromUnixTimeMilliseconds(run.StartedAt),
            Ended = run.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
            Fault = run.Fault ?? waits,
            Round = look.Round,
            Rounds = look.Rounds,
            SecondsLeft = run.Outcome is null ? look.SecondsLeft : null,
            Split = look.Split,
        };
    }

    private SubmissionStatus Of(SubmissionRow row, RunStatus? run, DateTimeOffset now)
    {
        var state = row.Outcome ?? run?.State ?? QueueState.Waiting;
        return new SubmissionStatus
        {
            Id = row.Id,
            Tasks = row.Tasks,
            State = state,
            Run = row.Run,
            JoinedAfter = row.JoinedAfter,
            Why = state == QueueState.Waiting && run is null ? Waits(row, now) : row.Fault ?? run?.Fault,
            By = row.By,
            Submitted = Merging.At(row)!.Value,
            Priority = row.Priority,
            Deadline = Merging.Deadline(row),
            Budget = row.Budget,
            Hold = row.Hold,
            Wanted = Losses(row.Wanted),
            LeaveAt = row.LeaveAt is null ? null : Losses(row.LeaveAt),
            Labels = WantedLabels.Of(row) is { Count: > 0 } labels ? labels : null,
            Losses = state == QueueState.Done
                ? looks.Of(row.Run!).Losses.Where(loss => TaskMarks.Read(row.Tasks).Contains(loss.Key))
                    .ToDictionary()
                : new Dictionary<string, double?>(),
        };
    }

    private string Waits(SubmissionRow row, DateTimeOffset now) => row.Join is not { } run ? WaitsForARun(row, now)
        : joins.Fault(run) is { } fault ? $"{fault} This submission waits for a run of its own. {WaitsForARun(row, now)}"
        : $"Joins {run} after the round in progress.";

    private string WaitsForARun(SubmissionRow row, DateTimeOffset now) =>
        Admission.Of(devices, Recipes.Merge([row], terms), WantedLabels.Of(row), terms.Devices, needs).Why
        ?? (now - Merging.At(row) < terms.Window
            ? $"Waits until {Merging.At(row) + terms.Window:HH:mm:ss} UTC for others to be merged with."
            : $"Waiting for a free run slot (limit {terms.Runs}).");
}

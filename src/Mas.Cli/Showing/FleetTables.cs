using System.Globalization;
using System.Text;
using Mas.Federation.Affinities;
using Mas.Federation.Ledgers;
using Mas.Learning.Tasks;
using Mas.Reports.Stories;
using Mas.Reports.Words;
using Mas.Wire.Documents;
using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>A fleet's status as people and programs read it.</summary>
internal static class FleetTables
{
    /// <summary>One document of JSON.</summary>
    internal static string Json(FleetStatus status) => Encoding.UTF8.GetString(status.ToBytes());

    /// <summary>
    /// Tables of submissions, runs and devices, the held splits, and the reasons for what is not as it should be.
    /// </summary>
    internal static string Text(Terminal terminal, FleetStatus status)
    {
        if (status is { Submissions.Count: 0, Runs.Count: 0, Devices.Count: 0 })
        {
            return "The fleet has no devices and no submissions yet.";
        }

        using var text = new StringWriter();
        var console = ResultTables.Console(terminal, text);
        Submissions(status.Submissions).Write(console);
        Runs(status.Runs).Write(console);
        foreach (var run in status.Runs.Where(run => run.State == QueueState.Held))
        {
            Held(console, run);
        }

        Devices(status.Devices).Write(console);
        foreach (var sentence in Sentences(status))
        {
            console.WriteLine(sentence);
        }

        return text.ToString().TrimEnd();
    }

    private static FittingTable Submissions(IReadOnlyList<SubmissionStatus> submissions)
    {
        var table = new FittingTable("submission", "tasks", "state", "run", "priority", "by", "test loss, wanted");
        foreach (var each in submissions)
        {
            table.Add(
                each.Id, Tasks(each), Word(each.State), Run(each), Text(each.Priority), each.By, Losses(each));
        }

        return table;
    }

    private static string Run(SubmissionStatus submission) => submission.JoinedAfter is { } round
        ? $"{submission.Run} after round {Text(round)}" : submission.Run ?? "-";

    private static FittingTable Runs(IReadOnlyList<RunStatus> runs)
    {
        var table = new FittingTable("run", "tasks", "state", "round", "time left", "submissions", "groups");
        foreach (var run in runs)
        {
            table.Add(
                run.Id, run.Tasks, Word(run.State), $"{run.Round} of {run.Rounds}",
                run.SecondsLeft is { } left ? $"about {Quantity.Seconds(left)}" : "-",
                string.Join(", ", run.Submissions),
                run.Split is null ? "-" : Groups(run.Split.Groups));
        }

        return table;
    }

    private static FittingTable Devices(IReadOnlyList<DeviceStatus> devices)
    {
        var table = new FittingTable("client", "tasks", "views", "present", "answered", "lost", "sent", "working on");
        foreach (var device in devices)
        {
            table.Add(
                device.Client, device.Offer, Text(device.Views), device.Present ? "yes" : "no", Text(device.Answered),
                Text(device.Lost), Quantity.Bytes(device.BytesUp), device.Work ?? "-");
        }

        return table;
    }

    private static IEnumerable<string> Sentences(FleetStatus status) =>
    [
        .. status.Devices.Where(each => each.Why is not null).Select(each => $"{each.Client}: {each.Why}"),
        .. status.Devices.Where(each => each.Refused > 0)
            .Select(each =>
                $"{each.Client}: {Text(each.Refused)} of its requests were refused; the server's log says why."),
        .. status.Submissions.Where(each => each.Why is not null).Select(each => $"{each.Id}: {each.Why}"),
        .. status.Runs.Where(each => each.Fault is not null).Select(each => $"{each.Id}: {each.Fault}"),
        .. status.Runs.Select(each => Path.GetDirectoryName(each.Folder)).Distinct()
            .Select(folder => $"Run folders on the server: {folder}"),
    ];

    private static void Held(IAnsiConsole console, RunStatus run)
    {
        var split = run.Split!;
        console.WriteLine(
            $"{run.Id} awaits approval: {Groups(split.Groups)}, value {SplitWords.Value(split.Value)}"
            + (split.RunnerUp is { } next
                ? $", {SplitWords.Value(split.Margin!.Value)} ahead of {Groups(next)}" : "") + ".");
        console.Write(new Padder(new AffinityTable(split.Tasks, split.Affinity, TaskWords.Standard), new Padding(2, 1, 0, 1)));
        var names = split.Tasks.Select(TaskWords.Standard.Name).ToList();
        foreach (var remark in AffinityWords.Remarks(AffinityMatrix.FromRows(split.Affinity), names))
        {
            console.WriteLine(remark);
        }

        console.WriteLine(
            $"mas approve {run.Id} approves it; mas approve {run.Id} --groups '...' approves other groups.");
        console.WriteLine();
    }

    private static string Tasks(SubmissionStatus submission) => submission.Labels is { } labels
        ? $"{submission.Tasks} ({TaskWords.Standard.Labels(labels)})" : submission.Tasks;

    private static string Losses(SubmissionStatus submission)
    {
        var tasks = TaskMarks.Read(submission.Tasks).Where(
            task => submission.Losses.ContainsKey(task) || submission.Wanted.ContainsKey(task));
        var told = string.Join(", ", tasks.Select(task =>
        {
            double? wanted = submission.Wanted.TryGetValue(task, out var asked) ? asked : null;
            return submission.Losses.TryGetValue(task, out var loss)
                ? $"{task} {LossWords.Beside(loss, wanted)}" : $"{task} ? (wanted {Quantity.Loss(wanted)})";
        }));
        return told.Length == 0 ? "-" : told;
    }

    private static string Groups(IEnumerable<IEnumerable<string>> groups) =>
        string.Join('|', groups.Select(group => string.Concat(group)));

    private static string Word(QueueState state) => state.ToString().ToLowerInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

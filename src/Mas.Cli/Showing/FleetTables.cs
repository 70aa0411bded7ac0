using System.Globalization;
using System.Text;
using Mas.Federation.Reports;
using Mas.Wire.Documents;
using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>A fleet's status as people and programs read it.</summary>
internal static class FleetTables
{
    private const int ShortId = 8;

    /// <summary>One document of JSON.</summary>
    internal static string Json(FleetStatus status) => Encoding.UTF8.GetString(status.ToBytes());

    /// <summary>Tables of submissions, runs and devices, and the splits that are held.</summary>
    internal static string Text(Terminal terminal, FleetStatus status)
    {
        using var text = new StringWriter();
        var console = Tables.Console(terminal, text);
        console.Write(Submissions(status.Submissions));
        console.Write(Runs(status.Runs));
        foreach (var run in status.Runs.Where(run => run.State == QueueState.Held))
            Held(console, run);
        console.Write(Devices(status.Devices));
        foreach (var device in status.Devices.Where(each => each.Why is not null))
            console.WriteLine($"{device.Client}: {device.Why}");
        foreach (var submission in status.Submissions.Where(each => each.Why is not null))
            console.WriteLine($"{submission.Id}: {submission.Why}");
        return text.ToString().TrimEnd();
    }

    private static Table Submissions(IReadOnlyList<SubmissionStatus> submissions)
    {
        var table = Made("submission", "tasks", "state", "run", "priority", "by", "test loss, wanted");
        foreach (var each in submissions)
        {
            Row(
                table, each.Id, Tasks(each), Word(each.State), each.Run ?? "-", Text(each.Priority), each.By,
                Losses(each));
        }

        return table;
    }

    private static Table Runs(IReadOnlyList<RunStatus> runs)
    {
        var table = Made("run", "tasks", "state", "round", "submissions", "groups", "folder");
        foreach (var run in runs)
        {
            Row(
                table, run.Id, run.Tasks, Word(run.State), $"{run.Round} of {run.Rounds}",
                string.Join(", ", run.Submissions), run.Split is null ? "-" : Groups(run.Split.Groups), run.Folder);
            if (run.Fault is not null)
                Row(table, "", "", "", "", "", "", run.Fault);
        }

        return table;
    }

    private static Table Devices(IReadOnlyList<DeviceStatus> devices)
    {
        var table = Made("device", "client", "tasks", "views", "here", "answered", "lost", "refused", "sent", "at");
        foreach (var device in devices)
        {
            Row(
                table, device.Id[..ShortId], device.Client, device.Tasks, Text(device.Views),
                device.Present ? "yes" : "no", Text(device.Answered), Text(device.Lost), Text(device.Refused),
                Quantity.Bytes(device.BytesUp), device.Work ?? "-");
        }

        return table;
    }

    private static void Held(IAnsiConsole console, RunStatus run)
    {
        var split = run.Split!;
        console.WriteLine(
            $"{run.Id} awaits approval: {Groups(split.Groups)}, value {SplitWords.Value(split.Value)}"
            + (split.RunnerUp is { } next
                ? $", {SplitWords.Value(split.Margin!.Value)} ahead of {Groups(next)}" : "") + ".");
        console.Write(new Padder(Tables.Affinity(split.Tasks, split.Affinity), new Padding(2, 1, 0, 1)));
        console.WriteLine(
            $"mas approve {run.Id} goes on with it, mas approve {run.Id} --groups '...' with other groups.");
        console.WriteLine();
    }

    private static string Tasks(SubmissionStatus submission) => submission.Labels is { } labels
        ? $"{submission.Tasks} ({TaskWords.Labels(labels)})" : submission.Tasks;

    private static string Losses(SubmissionStatus submission)
    {
        var tasks = submission.Tasks.Select(task => task.ToString()).Where(
            task => submission.Losses.ContainsKey(task) || submission.Wanted.ContainsKey(task));
        var told = string.Join(", ", tasks.Select(task =>
        {
            double? wanted = submission.Wanted.TryGetValue(task, out var asked) ? asked : null;
            return submission.Losses.TryGetValue(task, out var loss)
                ? $"{task} {LossWords.Beside(loss, wanted)}" : $"{task} ? (wanted {Quantity.Loss(wanted)})";
        }));
        return told.Length == 0 ? "-" : told;
    }

    private static Table Made(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(Color.Grey))));
        return table;
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Groups(IEnumerable<IEnumerable<string>> groups) =>
        string.Join('|', groups.Select(group => string.Concat(group)));

    private static string Word(QueueState state) => state.ToString().ToLowerInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

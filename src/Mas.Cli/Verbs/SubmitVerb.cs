using System.CommandLine;
using System.Globalization;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Wire.Documents;

namespace Mas.Cli.Verbs;

/// <summary><c>mas submit</c>: asks a fleet to learn tasks.</summary>
internal static class SubmitVerb
{
    private static readonly string[] _otherwise =
        ["--data", "--buildings", "--tasks", "--budget", "--threads", "--carbon-intensity", "--out"];

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var tasks = new Option<string>("--tasks")
        {
            HelpName = "LETTERS",
            Description = "What to learn, a letter a task, each once: "
                + string.Join(", ", LearningTask.All.Select(task => $"{task.Letter} {task.Name}")) + ".",
            Required = true,
        };
        var priority = Choice.Whole(
            "--priority", SubmissionDocument.StandardPriority, "The weight by which devices are shared between runs; "
            + $"1 to {SubmissionDocument.HighestPriority}.");
        var deadline = Choice.Place(
            "--deadline", "WHEN", "When it is too late: what has not ended by then fails. A time in UTC, as in "
            + "2026-12-24T18:00, or how long from now: 90m, 8h, 2d. Left out: never.");
        var budget = Choice.Real(
            "--budget", 0, "The most floating-point operations its run may take, as a share of what one-by-one takes; above "
            + "0. merge-and-split then makes as many groups as are best within it. 0 = as the server says.");
        var wanted = Choice.Place(
            "--wanted", "LIST", "The loss wanted on the test views by task, as in s=1.2,d=0.05; mas status tells whether "
            + "it was reached. Left out: none.");
        var labels = Choice.Place(
            "--labels", "LIST", "Where labels are to come from by task, as in s=human,d=lidar: only devices whose data say so "
            + "in dataset.json take part. Left out: from anywhere.");
        var hold = Choice.Switch("--hold", "Hold the split until an operator has approved it: mas approve.");
        var wait = Choice.Switch("--wait", "Follow the submission to its end; exit code 1 where it is not done then.");
        var verb = new Command(
            "submit",
            "Asks a fleet to learn tasks, and prints the submission's name. Submissions of equal recipe that wait at the "
            + "same time are merged into one run. The recipe is that of mas run; the server's defaults stand in for what "
            + "is left out.")
        {
            tasks, labels, priority, deadline, budget, wanted, hold, wait,
        };
        var server = new ServerChoices(verb);
        var recipe = new RunChoices();
        recipe.AddTo(verb, _otherwise);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            var asked = new SubmissionDocument
            {
                Tasks = parsed.GetValue(tasks)!,
                Priority = parsed.GetValue(priority),
                Deadline = Deadline(parsed.GetValue(deadline)),
                Budget = parsed.GetValue(budget) is var share and not 0 ? share : null,
                Wanted = Wanted(parsed.GetValue(wanted)),
                Labels = Pairs("--labels", parsed.GetValue(labels), "s=human,d=lidar"),
                Hold = parsed.GetValue(hold),
                Recipe = recipe.Recipe(parsed),
            };
            using var interruption = new Interruption(terminal);
            using var connection = new OperatorConnection(door);
            var id = connection.Submit(asked, interruption.Token).GetAwaiter().GetResult();
            terminal.Out.WriteLine(id);
            return !parsed.GetValue(wait)
                ? ExitCode.Done
                : interruption.Guard(
                    () => $"{id} goes on; mas cancel {id} would end it.",
                    () => new SubmissionWatch(terminal.Error, connection).ToTheEnd(id, interruption.Token)
                        .GetAwaiter().GetResult() ? ExitCode.Done : ExitCode.Failed);
        });
        return verb;
    }

    private static DateTimeOffset? Deadline(string? text)
    {
        if (text is null)
            return null;
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && text[^1] is var unit and ('m' or 'h' or 'd'))
        {
            var minutes = count * unit switch { 'm' => 1.0, 'h' => 60, _ => 1440 };
            return DateTimeOffset.UtcNow + TimeSpan.FromMinutes(minutes);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new InputException(
                $"--deadline {text} cannot be read; give a time in UTC such as 2026-12-24T18:00, or 90m, 8h or 2d.");
    }

    private static Dictionary<string, double>? Wanted(string? text) => Pairs("--wanted", text, "s=1.2,d=0.05")?.ToDictionary(
        each => each.Key,
        each => double.TryParse(each.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var loss)
            ? loss
            : throw new InputException($"--wanted {text}: {each.Value} is no number; give a loss, as in s=1.2,d=0.05."));

    private static Dictionary<string, string>? Pairs(string option, string? text, string example)
    {
        if (text is null)
            return null;
        var pairs = new Dictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [var task, var value] || !pairs.TryAdd(task, value))
                throw new InputException($"{option} {text}: '{part}' cannot be read; give each task once, as in {example}.");
        }

        return pairs;
    }
}

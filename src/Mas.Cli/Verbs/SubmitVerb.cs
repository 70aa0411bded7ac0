using System.CommandLine;
using System.Globalization;
using Mas.Cli.Configuration;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Wire.Documents;

namespace Mas.Cli.Verbs;

/// <summary><c>mas submit</c>: submits tasks to a fleet.</summary>
internal static class SubmitVerb
{
    private static readonly RealRange _budgets = new(0, double.PositiveInfinity) { ExcludesMinimum = true };

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var tasks = Choice.Required("--tasks", "LETTERS", RunChoices.TaskLetters);
        var priority = Choice.Whole(
            "--priority", SubmissionDocument.StandardPriority, new(1, SubmissionDocument.HighestPriority),
            "The weight by which devices are shared between runs");
        var deadline = Choice.Place(
            "--deadline", "WHEN", "The time at which the submission fails if it has not ended: in UTC, as in "
            + "2026-12-24T18:00, or from now, as in 90m, 8h, 2d. Default: none.");
        var budget = Choice.Real(
            "--budget", null, _budgets, "The most floating-point operations its run may take, as a share of "
            + "what one-by-one takes. merge-and-split then makes the best number of groups within it");
        var wanted = Choice.Place(
            "--wanted", "LIST", "The loss wanted on the test examples, per task, as in s=1.2,d=0.05; mas status shows "
            + "whether it was reached. Default: none.");
        var leaveAt = Choice.Place(
            "--leave-at", "LIST", "The validation losses at which tasks leave their group after the split, as in "
            + "s=1.2,d=0.05: the model that reaches one is kept for the task. Default: all train to the end.");
        var labels = Choice.Place(
            "--labels", "LIST", "The source of labels by task, as in s=human,d=lidar: only devices whose dataset.json "
            + "states it take part. Default: any.");
        var hold = Choice.Switch("--hold", "Hold the split until an operator approves it: mas approve.");
        var join = Choice.Place(
            "--join", "RUN", "The run that the tasks join while it trains, as in r1; they are trained by its recipe. "
            + "Default: the submission waits for a run of its own.");
        var wait = Choice.Switch("--wait", "Follow the submission to its end; exit code 1 unless it is done then.");
        var verb = new Verb(
            "submit",
            "Submits tasks to a fleet, and prints the submission's name. Submissions of the same recipe that wait at "
            + "the same time are merged into one run. The recipe has the options of mas run; options that are omitted take "
            + "the server's defaults.",
            "mas submit --tasks sdn --server https://fleet.example.org",
            "mas submit --tasks kt --rounds 40 --server https://fleet.example.org",
            "mas submit --tasks k --join r1 --server https://fleet.example.org");
        var server = new ServerChoices(verb);
        verb.Add(OptionSection.Learning, tasks, labels, wanted, leaveAt);
        verb.Add("Submission", priority, deadline, hold, join, wait);
        var recipe = new RunChoices(null);
        recipe.AddRecipeTo(verb);
        verb.Add(OptionSection.Splitting, budget);
        ConfigurationChoice.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            var asked = new SubmissionDocument
            {
                Tasks = parsed.GetValue(tasks)!,
                Priority = parsed.GetValue(priority),
                Deadline = Deadline(parsed.GetValue(deadline)),
                Budget = parsed.GetResult(budget) is null ? null : parsed.GetValue(budget),
                Wanted = Losses("--wanted", parsed.GetValue(wanted)),
                LeaveAt = Losses("--leave-at", parsed.GetValue(leaveAt)),
                Labels = Pairs("--labels", parsed.GetValue(labels), "s=human,d=lidar"),
                Hold = parsed.GetValue(hold),
                Join = parsed.GetValue(join),
                Recipe = recipe.Recipe(parsed),
            };
            using var interruption = new Interruption(terminal);
            using var connection = new OperatorConnection(door);
            var id = connection.Submit(asked, interruption.Token).GetAwaiter().GetResult();
            terminal.Out.WriteLine(id);
            return !parsed.GetValue(wait)
                ? ExitCode.Done
                : interruption.Guard(
                    () => $"{id} continues on the server; mas cancel {id} ends it.",
                    () => new SubmissionWatch(terminal.Error, connection).ToTheEnd(id, interruption.Token)
                        .GetAwaiter().GetResult() ? ExitCode.Done : ExitCode.Failed);
        });
        return verb;
    }

    private static DateTimeOffset? Deadline(string? text) =>
        text is null ? null : MomentText.Read("--deadline", text, ago: false);

    private static Dictionary<string, double>? Losses(string option, string? text) =>
        Pairs(option, text, "s=1.2,d=0.05")?.ToDictionary(
        each => each.Key,
        each => double.TryParse(each.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var loss)
            ? loss
            : throw new InputException(
                $"{option} {text}: '{each.Value}' is not a number; expected a loss, as in s=1.2,d=0.05."));

    private static Dictionary<string, string>? Pairs(string option, string? text, string example)
    {
        if (text is null)
        {
            return null;
        }

        var pairs = new Dictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [var task, var value] || !pairs.TryAdd(task, value))
            {
                throw new InputException(
                    $"{option} {text}: '{part}' cannot be read; expected each task once, as in {example}.");
            }
        }

        return pairs;
    }
}

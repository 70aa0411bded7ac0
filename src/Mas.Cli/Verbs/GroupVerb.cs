using System.CommandLine;
using System.Text.Json;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Reports;
using Mas.Federation.Runs;

namespace Mas.Cli.Verbs;

/// <summary><c>mas group</c>: chooses groups from an affinity matrix, exactly.</summary>
internal static class GroupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = new Option<string>("--affinity")
        {
            HelpName = "FILE",
            Description = "A JSON file {\"tasks\": [...], \"affinity\": [[...]]}, row i and column j = what a step for task "
                + "i does for task j; or the affinity.json of a run.",
            Required = true,
        };
        var groups = Choice.Whole(
            "--groups", new RunOptions().Groups,
            $"Groups to form; 1 to the number of tasks, at most {Grouper.MaximumTasks}.");
        var overlap = Choice.Switch(
            "--overlap", "Let groups share tasks, at most --groups of them; each task is served by the group where it "
            + "scores highest (TAG).");
        var json = Choice.Json();
        var verb = new Command(
            "group",
            "Chooses which tasks to train together: of all groupings, the one where tasks help their mates most.")
        {
            file, groups, overlap, json,
        };
        verb.SetAction(parsed =>
        {
            var affinity = AffinityFile.Read(parsed.GetValue(file)!);
            var matrix = AffinityMatrix.FromRows(affinity.Affinity);
            var choice = parsed.GetValue(overlap)
                ? Overlapping(affinity.Tasks, Grouper.BestOverlapping(matrix, parsed.GetValue(groups)))
                : Partition(affinity.Tasks, Grouper.Best(matrix, parsed.GetValue(groups)));
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(JsonSerializer.Serialize(choice, CliJson.Default.GroupChoice));
            else
                Show(terminal, affinity, choice);
            return ExitCode.Done;
        });
        return verb;
    }

    private static GroupChoice Partition(IReadOnlyList<string> tasks, GroupingResult result) =>
        new(result.Best.Named(tasks).Groups, result.Value, result.RunnerUp?.Named(tasks));

    private static GroupChoice Overlapping(IReadOnlyList<string> tasks, OverlappingGrouping result) =>
        new([.. result.Groups.Select(group => group.Select(task => tasks[task]).ToArray())], result.Value, null)
        {
            ServedBy = tasks.Select((task, index) => (task, group: result.ServedBy[index]))
                .ToDictionary(pair => pair.task, pair => pair.group),
        };

    private static void Show(Terminal terminal, AffinityFile affinity, GroupChoice choice)
    {
        Tables.Console(terminal, terminal.Out).Write(Tables.Affinity(affinity.Tasks, affinity.Affinity));
        terminal.Out.WriteLine();
        for (int group = 0; group < choice.Groups.Count; group++)
        {
            var served = choice.ServedBy?.Where(pair => pair.Value == group).Select(pair => pair.Key).ToList();
            var tasks = string.Join(", ", choice.Groups[group]);
            var serves = served is null ? "" : $"   (serves {string.Join(", ", served)})";
            terminal.Out.WriteLine($"group {group + 1}: {tasks}{serves}");
        }

        terminal.Out.WriteLine($"value: {SplitWords.Value(choice.Value)}");
        if (choice.RunnerUp is { } next)
        {
            var groups = string.Join(" | ", next.Groups.Select(group => string.Join(", ", group)));
            terminal.Out.WriteLine(
                $"runner-up: {groups}, value {SplitWords.Value(next.Value)}, "
                + $"behind by {SplitWords.Value(choice.Value - next.Value)}");
        }
    }
}

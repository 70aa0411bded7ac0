using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Reports;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary><c>mas group</c>: chooses groups from an affinity matrix, exactly.</summary>
internal static class GroupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var source = new GroupSource();
        var groups = Choice.Whole(
            "--groups", new RunOptions().Groups, new(1, Grouper.MaximumTasks), "Groups to form, at most one per task");
        var overlap = Choice.Switch(
            "--overlap", "Let groups share tasks, at most --groups of them; each task is served by the group where it "
            + "scores highest (TAG).");
        var against = Choice.Place(
            "--against", "FILE", "A second affinity file of the same tasks: also shows how far the two agree in the order "
            + "of their elements, and whether they choose the same groups.");
        var json = Choice.Json();
        var verb = new Verb(
            "group",
            "Chooses which tasks to train together: of all groupings, the one where tasks help their mates most.",
            "mas group --affinity affinity.json --groups 2",
            "mas group --run runs/first --groups 3")
        {
            groups, overlap, against, json,
        };
        source.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var (affinity, measured, liars) = source.Read(parsed);
            var (count, overlaps) = (parsed.GetValue(groups), parsed.GetValue(overlap));
            if (liars > 0 && overlaps)
                throw new InputException("--liars bends partitions; leave --overlap out.");
            var choice = Choose(affinity, count, overlaps);
            choice = choice with
            {
                Against = parsed.GetValue(against) is { } other ? Compare(affinity, choice, other, count, overlaps) : null,
                Liars = liars > 0 ? LiarTrial.Run(measured!.UsedRounds, count, liars) : null,
            };
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(JsonSerializer.Serialize(choice, CliJson.Default.GroupChoice));
            else
                Show(terminal, affinity, choice);
            return ExitCode.Done;
        });
        return verb;
    }

    private static GroupChoice Choose(AffinityFile affinity, int groups, bool overlaps)
    {
        var matrix = AffinityMatrix.FromRows(affinity.Affinity);
        return overlaps
            ? Overlapping(affinity.Tasks, Grouper.BestOverlapping(matrix, groups))
            : Partition(affinity.Tasks, Grouper.Best(matrix, groups));
    }

    private static MatrixAgreement Compare(
        AffinityFile affinity, GroupChoice choice, string path, int groups, bool overlaps)
    {
        var other = AffinityFile.Read(path);
        if (!other.Tasks.SequenceEqual(affinity.Tasks))
        {
            throw new InputException(
                $"{path} is of the tasks {string.Join(", ", other.Tasks)}; "
                + $"it must be of {string.Join(", ", affinity.Tasks)}, in this order.");
        }

        var (left, right) = (
            AffinityMatrix.FromRows(affinity.Affinity).OffDiagonal(),
            AffinityMatrix.FromRows(other.Affinity).OffDiagonal());
        var chosen = Choose(other, groups, overlaps);
        return new MatrixAgreement(
            path, RankCorrelation.Spearman(left, right), RankCorrelation.Kendall(left, right),
            choice.HasGroupsOf(chosen), chosen.Groups);
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

        if (choice.Against is { } other)
        {
            terminal.Out.WriteLine(
                $"rank correlation with {other.File}: Spearman {Correlation(other.Spearman)}, "
                + $"Kendall {Correlation(other.Kendall)}");
            var groups = string.Join(" | ", other.Groups.Select(group => string.Join(", ", group)));
            terminal.Out.WriteLine(other.SameGroups ? "it chooses the same groups" : $"it chooses other groups: {groups}");
        }

        if (choice.Liars is { } liars)
        {
            terminal.Out.WriteLine();
            Tables.Console(terminal, terminal.Out).Write(Tables.Liars(liars));
        }
    }

    private static string Correlation(double? value) => value is { } found
        ? found.ToString("0.000;\u22120.000;0.000", CultureInfo.InvariantCulture)
        : "none, for one of the two has no order";
}

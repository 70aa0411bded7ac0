using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Mas.Cli.Showing;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Cli.Verbs;

/// <summary><c>mas group</c>: chooses groups from an affinity matrix, exactly.</summary>
internal static class GroupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var source = new GroupSource();
        var groups = Choice.Whole(
            "--groups", new RunOptions().Groups.Count, new(1, Grouper.MaximumTasks), "Groups to form, at most one per task");
        var overlap = Choice.Switch(
            "--overlap", "Let groups share tasks, at most --groups of them; each task is served by the group where it "
            + "scores highest (TAG).");
        var json = Choice.Json();
        var verb = new Verb(
            "group",
            "Chooses which tasks to train together: of all groupings, the one where tasks help their mates most. A "
            + "task with mates scores the mean of their affinities on it. An affinity that was not measured counts as 0.",
            "mas group --affinity affinity.json --groups 2",
            "mas group --run runs/first --groups 3");
        source.AddTo(verb);
        foreach (var option in new Option[] { groups, overlap, json })
        {
            verb.Add(option);
        }

        verb.SetAction(parsed =>
        {
            var (count, overlaps) = (parsed.GetValue(groups), parsed.GetValue(overlap));
            var matrices = source.Read(parsed, overlaps);
            var choice = Choose(matrices.Tasks, matrices.Matrix, count, overlaps);
            choice = choice with
            {
                SelfAffinity = matrices.SelfAffinity,
                Against = matrices.Against is { } other ? Compare(matrices, choice, other, count, overlaps) : null,
                Liars = matrices.LiarsTo is { } liars ? LiarTrial.Run(liars.Rounds, count, liars.Count) : null,
            };
            if (matrices.Note is { } note)
            {
                terminal.Error.WriteLine(note);
            }

            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(choice, CliJson.Default.GroupChoice));
            }
            else
            {
                Show(terminal, matrices, choice);
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static GroupChoice Choose(IReadOnlyList<string> tasks, AffinityMatrix matrix, int groups, bool overlaps)
    {
        var choice = overlaps
            ? Overlapping(tasks, Grouper.BestOverlapping(matrix, groups))
            : Partition(tasks, Grouper.Best(matrix, groups));
        return choice with
        {
            CountedAsZero = [.. matrix.UnknownPairs().Select(pair => new[] { tasks[pair.From], tasks[pair.To] })],
        };
    }

    private static MatrixAgreement Compare(
        GroupMatrices matrices, GroupChoice choice, (string Path, AffinityMatrix Matrix) other, int groups,
        bool overlaps)
    {
        var (left, right) = (matrices.Matrix.OffDiagonal(), other.Matrix.OffDiagonal());
        var chosen = Choose(matrices.Tasks, other.Matrix, groups, overlaps);
        return new MatrixAgreement(
            other.Path, RankCorrelation.Spearman(left, right), RankCorrelation.Kendall(left, right),
            left.Zip(right).Count(pair => pair is { First: not null, Second: not null }),
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

    private static void Show(Terminal terminal, GroupMatrices matrices, GroupChoice choice)
    {
        ResultTables.Console(terminal, terminal.Out).Write(
            new AffinityTable(matrices.Tasks, matrices.Matrix.ToRows(), TaskWords.Standard));
        terminal.Out.WriteLine();
        if (choice.SelfAffinity is { } self)
        {
            terminal.Out.WriteLine("diagonal: what a task alone scores, " + (self == GroupSource.Mean
                ? "the mean of what it gives and takes" : "as the file has it"));
        }

        foreach (var remark in AffinityWords.Remarks(matrices.Matrix, matrices.Tasks))
        {
            terminal.Out.WriteLine(remark);
        }

        for (var group = 0; group < choice.Groups.Count; group++)
        {
            var served = choice.ServedBy?.Where(pair => pair.Value == group).Select(pair => pair.Key).ToList();
            var tasks = string.Join(", ", choice.Groups[group]);
            var serves = served is null ? "" : $"   (serves {string.Join(", ", served)})";
            terminal.Out.WriteLine($"group {group + 1}: {tasks}{serves}");
        }

        terminal.Out.WriteLine($"value: {SplitWords.Value(choice.Value)}");
        if (choice.RunnerUp is { } next)
        {
            terminal.Out.WriteLine(
                $"runner-up: {Written(next.Groups)}, value {SplitWords.Value(next.Value)}, "
                + $"behind by {SplitWords.Value(choice.Value - next.Value)}");
        }

        if (choice.Against is { } other)
        {
            var pairs = matrices.Tasks.Count * (matrices.Tasks.Count - 1);
            terminal.Out.WriteLine(
                $"rank correlation with {other.File}: Spearman {Correlation(other.Spearman)}, "
                + $"Kendall {Correlation(other.Kendall)}"
                + (other.Pairs == pairs ? "" : $", over the {other.Pairs} of {pairs} pairs known to both"));
            terminal.Out.WriteLine(
                other.SameGroups ? "it chooses the same groups" : $"it chooses other groups: {Written(other.Groups)}");
        }

        if (choice.Liars is { } liars)
        {
            terminal.Out.WriteLine();
            ResultTables.Console(terminal, terminal.Out).Write(ResultTables.Liars(liars));
        }
    }

    private static string Written(IReadOnlyList<IReadOnlyList<string>> groups) =>
        string.Join(" | ", groups.Select(group => string.Join(", ", group)));

    private static string Correlation(double? value) => value is { } found
        ? found.ToString("0.000;\u22120.000;0.000", CultureInfo.InvariantCulture)
        : "none, for one of the two has no order";
}

using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>What choices of groups are made from, and how the journal tells of them.</summary>
internal static class GroupChoices
{
    /// <summary>What a stage's clients measured.</summary>
    /// <exception cref="UnmeasuredAffinityException">No client measured how any task affects another.</exception>
    internal static AffinityMatrix Affinity(TrainedStage trained) =>
        trained.Affinities.Matrix() ?? throw new UnmeasuredAffinityException(trained.Stage.Name);

    /// <summary>
    /// Row i, column j = the validation loss of task j trained together with i; diagonal = alone. Null where no
    /// validation view measures j.
    /// </summary>
    internal static double?[][] Losses(IReadOnlyList<TrainedStage> singlesAndPairs, IReadOnlyList<LearningTask> tasks)
    {
        var losses = tasks.Select(_ => new double?[tasks.Count]).ToArray();
        foreach (var trained in singlesAndPairs)
        {
            var members = trained.Stage.Tasks.Select(task => tasks.ToList().IndexOf(task)).ToArray();
            foreach (var task in members)
            {
                losses[members.Length == 1 ? task : members.Single(other => other != task)][task] =
                    trained.ValidationLosses[tasks[task].Mark];
            }
        }

        return losses;
    }

    /// <summary>
    /// How much the sum of a group's scores rises by a task that was tried with it; 0 where nothing was measured.
    /// </summary>
    /// <param name="tried">The trained stage of the group's own tasks and all that arrived.</param>
    /// <param name="task">The task, one of those that arrived.</param>
    /// <param name="arrived">The tasks that arrived.</param>
    internal static double Gain(TrainedStage tried, LearningTask task, IReadOnlyList<LearningTask> arrived)
    {
        if (tried.Affinities.Matrix() is not { } affinity)
        {
            return 0;
        }

        var tasks = tried.Stage.Tasks.Index().ToArray();
        int[] group = [.. tasks.Where(each => !arrived.Contains(each.Item)).Select(each => each.Index)];
        int[] joined = [.. group, tasks.Single(each => each.Item == task).Index];
        return GroupScore.Sum(affinity, joined) - GroupScore.Sum(affinity, group);
    }

    /// <summary>Groups of indices as groups of tasks.</summary>
    internal static IReadOnlyList<IReadOnlyList<LearningTask>> Tasks(
        int[][] groups, IReadOnlyList<LearningTask> tasks) =>
        [.. groups.Select(group => group.Select(task => tasks[task]).ToArray())];

    /// <summary>Groups of letters as groups of tasks.</summary>
    internal static IReadOnlyList<IReadOnlyList<LearningTask>> Tasks(
        IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyList<LearningTask> tasks) =>
        [.. groups.Select(group => group.Select(name => tasks.Single(task => task.Mark == name)).ToArray())];

    /// <summary>Whether two partitions are one, in whichever order their groups and letters are written.</summary>
    internal static bool AreSame(IReadOnlyList<IReadOnlyList<string>> left, IReadOnlyList<IReadOnlyList<string>> right) =>
        Sorted(left).SequenceEqual(Sorted(right));

    /// <summary>Other groups in place of those that were found, and what they are worth.</summary>
    internal static SplitChosen Overridden(
        SplitChosen proposed, AffinityMatrix affinity, IReadOnlyList<IReadOnlyList<string>> groups,
        IReadOnlyList<string> names)
    {
        var indices = groups.Select(group => group.Select(name => names.ToList().IndexOf(name)).ToArray());
        return proposed with
        {
            Groups = groups,
            Value = indices.Sum(group => GroupScore.Sum(affinity, group)) / affinity.Size,
            RunnerUp = null,
            Frontier = null,
            Choice = SplitChosen.Override,
        };
    }

    /// <summary>A partition.</summary>
    internal static SplitChosen Event(
        TrainedStage trained, AffinityMatrix affinity, GroupingResult grouping, string choice)
    {
        var names = trained.Stage.TaskNames;
        return new SplitChosen(
            grouping.Best.Named(names).Groups, grouping.Value, grouping.RunnerUp?.Named(names), affinity.ToRows(),
            trained.Affinities.UsedRounds)
        {
            Choice = choice,
            CountedAsZero = Unknown(affinity, names),
        };
    }

    /// <summary>Groups that may share tasks, by affinity.</summary>
    internal static SplitChosen Event(
        TrainedStage trained, AffinityMatrix affinity, OverlappingGrouping grouping) => new(
        Named(grouping.Groups, trained.Stage.TaskNames), grouping.Value, RunnerUp: null, affinity.ToRows(),
        trained.Affinities.UsedRounds)
        {
            Choice = "overlapping",
            CountedAsZero = Unknown(affinity, trained.Stage.TaskNames),
            ServedBy = grouping.ServedBy,
        };

    /// <summary>Groups that may share tasks, by predicted losses.</summary>
    internal static GroupsPredicted Event(
        OverlappingGrouping grouping, double?[][] losses, IReadOnlyList<string> names) =>
        new(Named(grouping.Groups, names), grouping.ServedBy, -grouping.Value * names.Count, losses);

    private static IReadOnlyList<IReadOnlyList<string>>? Unknown(
        AffinityMatrix affinity, IReadOnlyList<string> names) =>
        affinity.UnknownPairs() is { Count: > 0 } pairs
            ? [.. pairs.Select(pair => new[] { names[pair.From], names[pair.To] })] : null;

    private static IEnumerable<string> Sorted(IReadOnlyList<IReadOnlyList<string>> groups) =>
        groups.Select(group => string.Concat(group.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);

    private static IReadOnlyList<IReadOnlyList<string>> Named(int[][] groups, IReadOnlyList<string> names) =>
        [.. groups.Select(group => group.Select(task => names[task]).ToArray())];
}

using Mas.Federation.Grouping;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>Groups that may share tasks, each task served by one of them.</summary>
/// <param name="Groups">By group, the tasks to train.</param>
/// <param name="Served">By group, those of them that its model answers for.</param>
public sealed record ServingGroups(
    IReadOnlyList<IReadOnlyList<LearningTask>> Groups, IReadOnlyList<IReadOnlyList<LearningTask>> Served)
{
    /// <summary>The models of the groups, once trained.</summary>
    /// <param name="trained">In the order of <see cref="Groups"/>.</param>
    public IReadOnlyList<FinalModel> Models(IEnumerable<TrainedStage> trained) =>
        [.. trained.Zip(Served, (stage, served) => new FinalModel(stage, served))];

    /// <summary>The groups of these tasks.</summary>
    internal static ServingGroups Of(OverlappingGrouping grouping, IReadOnlyList<LearningTask> tasks) => new(
        GroupChoices.Tasks(grouping.Groups, tasks),
        [.. grouping.Groups.Select((_, group) =>
            tasks.Where((_, task) => grouping.ServedBy[task] == group).ToArray())]);

    /// <summary>How many groups there may be, in a sentence.</summary>
    internal static string UpTo(RunOptions options) =>
        options.Groups.Count == 1 ? "group" : $"{Plural.Of(options.Groups.Count, "group")} or fewer";
}

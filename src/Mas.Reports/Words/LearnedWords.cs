using Mas.Learning;
using Mas.Reports.Stories;

namespace Mas.Reports.Words;

/// <summary>
/// Whether tasks are learned, in the same words everywhere. A task is learned where its model's test loss is
/// below that of the best constant; being better than an untrained model shows nothing.
/// </summary>
public static class LearnedWords
{
    /// <summary>The mark of one task where there is no room for a sentence.</summary>
    public const string NotLearned = "not learned";

    private const string Constant = "the best constant output, which ignores the input";

    /// <summary>Whether a task is learned; null where one of the two losses is not known.</summary>
    public static bool? IsLearned(RunStory story, string task) =>
        IsLearned(story.TestLoss(task), story.ConstantLoss(task));

    /// <summary>
    /// Whether a loss is below that of the best constant; NaN never is. Null if one of the two is not known.
    /// </summary>
    public static bool? IsLearned(double? loss, double? constant) =>
        loss is { } found && constant is { } best ? found < best : null;

    /// <summary>Which of a run's tasks are learned, in a sentence or two; null where it is not known of any.</summary>
    public static string? Sentence(RunStory story) =>
        Sentence([.. story.Tasks.Select(task => (task, IsLearned(story, task)))], story.Words);

    /// <summary>Which tasks are learned, in a sentence or two; null where it is not known of any.</summary>
    /// <param name="tasks">By mark, whether a task is learned; null where it is not known.</param>
    /// <param name="words">The tasks in words.</param>
    public static string? Sentence(IReadOnlyList<(string Task, bool? IsLearned)> tasks, TaskWords words)
    {
        string[] failed = [.. tasks.Where(task => task.IsLearned == false).Select(task => task.Task)];
        string[] unknown = [.. tasks.Where(task => task.IsLearned is null).Select(task => task.Task)];
        var known = tasks.Count - unknown.Length;
        if (known == 0)
        {
            return null;
        }

        var verdict = failed.Length == 0
            ? $"{(known == 1 ? "The task is" : "All tasks are")} learned: the loss is below that of {Constant}."
            : failed.Length == known
                ? $"{(known == 1 ? $"The task is {NotLearned}" : "No task is learned")}: the loss is no lower than "
                    + $"that of {Constant}."
                : $"The models learned {known - failed.Length} of {Plural.Of(known, "task")}. Not learned: "
                    + $"{words.Names(failed)}, with a loss no lower than that of {Constant}.";
        return unknown.Length == 0 ? verdict : $"{verdict} Not measured: {words.Names(unknown)}.";
    }
}

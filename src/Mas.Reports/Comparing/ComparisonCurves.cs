using Mas.Reports.Stories;

namespace Mas.Reports.Comparing;

/// <summary>How a method's losses fell, over the rounds and over what had been spent by then.</summary>
internal static class ComparisonCurves
{
    /// <summary>
    /// By round, the sum of all tasks' validation losses, each by the model that came to own it or its ancestor of that
    /// round, and the operations spent by then: means over the seeds, in the rounds that all seeds evaluated.
    /// </summary>
    public static IReadOnlyList<(int Round, double Loss, double Operations)> Of(ComparedMethod method)
    {
        var runs = method.Runs.Select(run => Losses(run.Story)).ToList();
        if (runs.Count == 0)
        {
            return [];
        }

        return [.. runs[0].Keys.Where(round => runs.All(run => run.ContainsKey(round))).Order().Select(round => (
            round,
            runs.Average(run => run[round]),
            method.Runs.Average(run => Operations(run.Story, round))))];
    }

    private static Dictionary<int, double> Losses(RunStory story)
    {
        var tasks = story.Tasks
            .Select(task => story.History.ValidationLosses(task).ToDictionary(point => point.Round, point => point.Loss))
            .ToList();
        return tasks[0].Keys.Where(round => tasks.All(task => task.ContainsKey(round)))
            .ToDictionary(round => round, round => tasks.Sum(task => task[round]));
    }

    /// <summary>
    /// What all stages had used by a round. Stages that no final model comes from, which only measured or predicted,
    /// were there before those that the choice led to: they count in full from the start.
    /// </summary>
    private static double Operations(RunStory story, int round)
    {
        var way = story.Tasks.SelectMany(story.History.WayTo).Select(stage => stage.Name).ToHashSet();
        return story.History.Stages
            .SelectMany(stage => stage.Rounds.Where(each => !way.Contains(stage.Name) || each.Round <= round))
            .Sum(each => each.Cost.TrainFlops);
    }
}

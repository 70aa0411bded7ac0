using System.Globalization;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>When the tasks of a run arrive.</summary>
/// <param name="Present">Those that are there from the start, in the order of the task set.</param>
/// <param name="Later">The others, by their round, ascending.</param>
internal sealed record TaskArrivals(IReadOnlyList<LearningTask> Present, IReadOnlyList<TaskArrival> Later)
{
    /// <summary>The arrivals of a run's options, without fault.</summary>
    internal static TaskArrivals Of(RunOptions options)
    {
        var tasks = options.TaskSet();
        var rounds = TaskValues.Read(options.Arrivals, ArrivalsForm.Sign)!.ToDictionary(
            each => Named(tasks, each.Task)!, each => int.Parse(each.Value, CultureInfo.InvariantCulture));
        return new(
            [.. tasks.Where(task => !rounds.ContainsKey(task))],
            [
                .. tasks.Where(rounds.ContainsKey).GroupBy(task => rounds[task]).OrderBy(arrival => arrival.Key)
                    .Select(arrival => new TaskArrival(arrival.Key, [.. arrival])),
            ]);
    }

    /// <summary>The task that is written so, by its mark or its id; null where there is none.</summary>
    internal static LearningTask? Named(IReadOnlyList<LearningTask> tasks, string written) =>
        tasks.FirstOrDefault(task => task.Mark == written || task.Id == written);

    /// <summary>The last round before something arrives, or a later round if nothing does before it.</summary>
    /// <param name="round">The round after which arrivals count.</param>
    /// <param name="last">The later round.</param>
    internal int Until(int round, int last) =>
        Later.Select(arrival => arrival.Round).Where(arrives => arrives > round && arrives < last).Append(last).Min();
}

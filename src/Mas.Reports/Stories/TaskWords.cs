using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Tasks;

namespace Mas.Reports.Stories;

/// <summary>Tasks and groups in words.</summary>
/// <param name="tasks">The tasks that have words; a mark of another stands for itself.</param>
public sealed class TaskWords(IReadOnlyList<LearningTask> tasks)
{
    /// <summary>The words of the tasks that have a name in Mas.</summary>
    public static TaskWords Standard { get; } = new(LearningCatalogue.Standard.Tasks);

    /// <summary>The words of a run's tasks, those of its own and of its data included.</summary>
    /// <param name="options">The run's options.</param>
    public static TaskWords Of(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            // Tasks with a name keep their color, whichever of them a run has.
            return new([.. options.OwnTasks is null ? options.Learning.Tasks : options.TaskSet()]);
        }
        catch (InputException)
        {
            return Standard;
        }
    }

    /// <summary>A task's name.</summary>
    public string Name(string mark) => Find(mark)?.Label ?? mark;

    /// <summary>A group's tasks by name, joined as in a sentence.</summary>
    public string Names(IEnumerable<string> marks) => WordList.Of([.. marks.Select(Name)]);

    /// <summary>The color of a task in every chart: its place among the tasks.</summary>
    public int Color(string mark) => Math.Max(tasks.ToList().FindIndex(task => mark == task.Mark), 0);

    /// <summary>How a task's loss is measured, in words.</summary>
    public string Measure(string mark) => Find(mark)?.Objective.Words ?? "";

    /// <summary>Where labels come from, by task: <c>s from human, d from lidar</c>.</summary>
    public string Labels(IReadOnlyDictionary<string, string> sources) => string.Join(
        ", ", sources.OrderBy(each => Color(each.Key)).Select(each => $"{each.Key} from {each.Value}"));

    private LearningTask? Find(string name) => tasks.FirstOrDefault(task => task.Mark == name || task.Id == name);
}

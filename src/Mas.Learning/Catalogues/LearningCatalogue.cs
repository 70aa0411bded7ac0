using Mas.Learning.Objectives;
using Mas.Learning.Tasks;

namespace Mas.Learning.Catalogues;

/// <summary>What can be learned, and how: all that a device must have to carry out an order.</summary>
/// <remarks>Immutable. A task set is written as marks without a space (<c>sdnkt</c>) where each has one character,
/// else as marks or ids separated by commas (<c>s,d,depth-twice</c>).</remarks>
public sealed record LearningCatalogue
{
    /// <summary>What Mas brings.</summary>
    public static LearningCatalogue Standard { get; } = new();

    /// <summary>The tasks that have a name; default the nine of <see cref="TaskonomyTasks"/>.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; private init; } = TaskonomyTasks.All;

    /// <summary>The objectives a task may have.</summary>
    public IReadOnlyList<Objective> Objectives { get; private init; } =
    [
        CrossEntropyObjective.Instance, ShiftTolerantMaskedL1Objective.Instance, MaskedL1Objective.Instance,
        L1Objective.Instance,
    ];

    /// <summary>This catalogue with one more task.</summary>
    /// <exception cref="InputException">A task of the same id or mark is listed already.</exception>
    public LearningCatalogue With(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if ((Find(task.Id) ?? Find(task.Mark)) is { } listed)
        {
            throw new InputException(
                $"The task {task.Id} (mark {task.Mark}) has a name of the task {listed.Id} (mark {listed.Mark}).");
        }

        return this with { Tasks = [.. Tasks, task] };
    }

    /// <summary>This catalogue with one more objective.</summary>
    /// <exception cref="InputException">An objective of the same name is listed already.</exception>
    public LearningCatalogue With(Objective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return FindObjective(objective.Name) is null ? this with { Objectives = [.. Objectives, objective] }
            : throw new InputException($"The objective {objective.Name} is listed already.");
    }

    /// <summary>The task of a mark or id, or null where none has it.</summary>
    public LearningTask? Find(string name) => Tasks.FirstOrDefault(task => task.Mark == name || task.Id == name);

    /// <summary>The objective of a name, or null where none has it.</summary>
    public Objective? FindObjective(string name) => Objectives.FirstOrDefault(objective => objective.Name == name);

    /// <summary>The tasks of a task set, in its order.</summary>
    /// <exception cref="InputException">A task is unknown.</exception>
    public IReadOnlyList<LearningTask> TaskSet(string written) => [.. TaskNames(written).Select(name => Find(name)
        ?? throw new InputException(
            $"There is no task '{name}'; the tasks are {string.Join(", ", Tasks.Select(task => task.Mark))}."))];

    /// <summary>The names in a task set, in its order, whether there are such tasks or not.</summary>
    public static IReadOnlyList<string> TaskNames(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written.Contains(',')
            ? written.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. written.Select(mark => $"{mark}")];
    }
}

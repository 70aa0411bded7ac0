using Mas.Learning.Tasks;

namespace Mas.Tests.Learning;

/// <summary>Sets of the standard tasks, by their letters.</summary>
internal static class TaskSets
{
    internal static IReadOnlyList<LearningTask> Of(string letters) => TestCatalogue.Learning.TaskSet(letters);

    internal static IReadOnlyList<TaskDescription> Described(string letters) =>
        [.. Of(letters).Select(task => task.Describe())];

    internal static IReadOnlyList<string> Fields(string letters) => TaskonomyTasks.FieldsOf(letters);
}

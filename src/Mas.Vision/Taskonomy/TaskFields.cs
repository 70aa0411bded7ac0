using Mas.Learning.Tasks;

namespace Mas.Vision.Taskonomy;

/// <summary>The fields that tasks can learn from in Taskonomy's layout.</summary>
internal static class TaskFields
{
    /// <summary>The names of all fields, in the layout's order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. MapFormat.All.Select(format => format.Folder)];

    /// <summary>Why a task cannot be learned from the layout, a sentence; null where it can.</summary>
    public static string? Fault(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return MapFormat.Find(task.Field) is { } format ? format.Fault(task)
            : $"The task {task.Label} learns the field '{task.Field}'; the fields are {string.Join(", ", All)}.";
    }
}

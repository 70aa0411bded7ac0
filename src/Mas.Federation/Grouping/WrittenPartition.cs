using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Grouping;

/// <summary>
/// A partition of tasks as people write it, each group as <see cref="TaskMarks"/> has it: <c>sd|nkt</c>,
/// <c>d,far|nkt</c>.
/// </summary>
public static class WrittenPartition
{
    private const char Bar = '|';

    /// <summary>
    /// Reads a partition. Tasks come out in their order, groups in that of their first tasks, however they were written.
    /// </summary>
    /// <param name="text">The marks of each group, bars between the groups.</param>
    /// <param name="tasks">The marks of all tasks, in their order.</param>
    /// <exception cref="InputException">It is no partition of these tasks; says why.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, IReadOnlyList<string> tasks)
    {
        IReadOnlyList<string>[] groups =
        [
            .. text.Split(Bar, StringSplitOptions.TrimEntries).Select(
                group => tasks.Contains(group) ? [group] : TaskMarks.Read(group)),
        ];
        string[] marks = [.. groups.SelectMany(group => group)];
        List<string> faults =
        [
            .. groups.Any(group => group.Count == 0) ? ["a group is empty"] : Array.Empty<string>(),
            .. marks.Distinct().Except(tasks).Select(mark => $"{mark} is not one of the run's tasks"),
            .. marks.GroupBy(mark => mark).Where(same => same.Count() > 1)
                .Select(same => $"{same.Key} is listed more than once"),
            .. tasks.Except(marks).Select(task => $"{task} is missing"),
        ];
        return faults.Count == 0
            ? [.. groups.Select(group => (IReadOnlyList<string>)[.. tasks.Where(group.Contains)])
                .OrderBy(group => tasks.ToList().IndexOf(group[0]))]
            : throw new InputException(
                $"--groups {text}: {string.Join(", ", faults)}; expected each task of {TaskMarks.Write(tasks)} once, "
                + "and the groups separated by |, as in sd|nkt.");
    }

    /// <summary>A partition as people write it.</summary>
    public static string Write(IEnumerable<IEnumerable<string>> groups) =>
        string.Join(Bar, groups.Select(group => TaskMarks.Write([.. group])));
}

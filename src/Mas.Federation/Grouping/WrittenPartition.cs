using Mas.Learning;

namespace Mas.Federation.Grouping;

/// <summary>A partition of tasks as people write it: <c>sd|nkt</c>.</summary>
public static class WrittenPartition
{
    private const char Bar = '|';

    /// <summary>
    /// Reads a partition. Tasks come out in their order, groups in that of their first tasks, however they were written.
    /// </summary>
    /// <param name="text">The letters of each group, bars between the groups.</param>
    /// <param name="tasks">The letters of all tasks, in their order.</param>
    /// <exception cref="InputException">It is no partition of these tasks; says why.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, IReadOnlyList<string> tasks)
    {
        string[] groups = text.Split(Bar, StringSplitOptions.TrimEntries);
        string[] letters = [.. groups.SelectMany(group => group.Select(letter => letter.ToString()))];
        List<string> faults =
        [
            .. groups.Any(group => group.Length == 0) ? ["a group is empty"] : Array.Empty<string>(),
            .. letters.Distinct().Except(tasks).Select(letter => $"{letter} is not one of the run's tasks"),
            .. letters.GroupBy(letter => letter).Where(same => same.Count() > 1)
                .Select(same => $"{same.Key} is listed more than once"),
            .. tasks.Except(letters).Select(task => $"{task} is missing"),
        ];
        return faults.Count == 0
            ? [.. groups.Select(group => (IReadOnlyList<string>)[.. tasks.Where(task => group.Contains(task[0]))])
                .OrderBy(group => tasks.ToList().IndexOf(group[0]))]
            : throw new InputException(
                $"--groups {text}: {string.Join(", ", faults)}; expected each letter of {string.Concat(tasks)} once, "
                + "with | between the groups, as in sd|nkt.");
    }

    /// <summary>A partition as people write it.</summary>
    public static string Write(IEnumerable<IEnumerable<string>> groups) =>
        string.Join(Bar, groups.Select(group => string.Concat(group)));
}

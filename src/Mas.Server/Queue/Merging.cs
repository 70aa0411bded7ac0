using System.Text;
using Mas.Server.Storage;

namespace Mas.Server.Queue;

/// <summary>Which submissions become one run, and which go first.</summary>
internal static class Merging
{
    /// <summary>
    /// The submissions to begin a run with, in groups of equal recipe: those whose first has waited for the window. The
    /// group that goes first is the one whose first has the largest product of waiting and highest priority, so that a
    /// low priority waits longer and not for ever.
    /// </summary>
    /// <param name="waiting">Those that wait, the oldest first.</param>
    /// <param name="now">The time.</param>
    /// <param name="window">How long one waits for others.</param>
    internal static IEnumerable<IReadOnlyList<SubmissionRow>> Due(
        IEnumerable<SubmissionRow> waiting, DateTimeOffset now, TimeSpan window) =>
        waiting.GroupBy(row => Encoding.UTF8.GetString(row.Recipe))
            .Select(group => (IReadOnlyList<SubmissionRow>)[.. group])
            .Where(group => Waited(group[0], now) >= window)
            .OrderByDescending(group =>
                Math.Max(Waited(group[0], now).TotalSeconds, 1) * group.Max(row => row.Priority))
            .ThenBy(group => group[0].Number);

    /// <summary>The next moment at which something changes by itself: a window is over, or a deadline passes.</summary>
    internal static DateTimeOffset? Next(
        IEnumerable<SubmissionRow> unfinished, DateTimeOffset now, TimeSpan window) =>
        unfinished.SelectMany(row => new[] { row.Run is null ? At(row) + window : null, Deadline(row) })
            .Where(moment => moment > now).Min();

    /// <summary>When a submission came.</summary>
    internal static DateTimeOffset? At(SubmissionRow row) => DateTimeOffset.FromUnixTimeMilliseconds(row.SubmittedAt);

    /// <summary>When it is too late for it.</summary>
    internal static DateTimeOffset? Deadline(SubmissionRow row) =>
        row.Deadline is { } deadline ? DateTimeOffset.FromUnixTimeMilliseconds(deadline) : null;

    /// <summary>
    /// Of a group those that can begin together: each, in turn, that still leaves the run possible.
    /// </summary>
    /// <param name="group">The group, the oldest first.</param>
    /// <param name="possible">Whether a run of these could begin.</param>
    internal static IReadOnlyList<SubmissionRow> Together(
        IReadOnlyList<SubmissionRow> group, Func<IReadOnlyList<SubmissionRow>, bool> possible)
    {
        if (group.Count > 0 && possible(group))
        {
            return group;
        }

        var together = new List<SubmissionRow>();
        foreach (var row in group)
        {
            if (possible([.. together, row]))
            {
                together.Add(row);
            }
        }

        return together;
    }

    private static TimeSpan Waited(SubmissionRow row, DateTimeOffset now) => now - At(row)!.Value;
}

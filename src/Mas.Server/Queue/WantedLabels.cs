using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Server.Queue;

/// <summary>Where the labels of a run's tasks are to come from: what its submissions ask for, taken together.</summary>
internal static class WantedLabels
{
    /// <summary>Whether submissions can be one run: no two ask for a task's labels from different sources.</summary>
    internal static bool Agree(IEnumerable<SubmissionRow> rows) =>
        rows.SelectMany(Of).GroupBy(each => each.Key).All(task => task.Distinct().Count() == 1);

    /// <summary>By task letter, the source that submissions which agree ask for.</summary>
    internal static IReadOnlyDictionary<string, string> Of(IEnumerable<SubmissionRow> rows) =>
        rows.SelectMany(Of).GroupBy(each => each.Key).ToDictionary(task => task.Key, task => task.First().Value);

    /// <summary>By task letter, the source that a submission asks for.</summary>
    internal static IReadOnlyDictionary<string, string> Of(SubmissionRow row) => row.Labels is null
        ? new Dictionary<string, string>() : WireJson.Read(row.Labels, WireJson.Default.IReadOnlyDictionaryStringString);

    /// <summary>
    /// Why a device's labels are not the ones asked for, a sentence in ASCII about the first task; null where they are.
    /// </summary>
    /// <param name="wanted">By task letter, the source.</param>
    /// <param name="said">What the device has stated; null = nothing.</param>
    internal static string? Fault(IReadOnlyDictionary<string, string> wanted, StatementDocument? said) => wanted
        .Where(each => said?.Labels?.GetValueOrDefault(each.Key) != each.Value)
        .OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => $"Labels of {each.Key} are to come from {each.Value}, and the device "
            + (said?.Labels?.GetValueOrDefault(each.Key) is { } other ? $"has them from {other}." : "does not say from where."))
        .FirstOrDefault();
}

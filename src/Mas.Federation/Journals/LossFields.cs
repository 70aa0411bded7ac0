using Mas.Learning.Training;

namespace Mas.Federation.Journals;

/// <summary>
/// Losses as events record them: means by task letter, and in the field <c>measured</c> the number of pixels in each. A
/// version without that field wrote 0 where nothing was measured, and weighted by views.
/// </summary>
internal static class LossFields
{
    /// <summary>The means; null where nothing was measured.</summary>
    internal static IReadOnlyDictionary<string, double?> Means(IReadOnlyDictionary<string, MeanLoss> losses) =>
        losses.ToDictionary(loss => loss.Key, loss => loss.Value.Value);

    /// <summary>The pixels.</summary>
    internal static IReadOnlyDictionary<string, long> Pixels(IReadOnlyDictionary<string, MeanLoss> losses) =>
        losses.ToDictionary(loss => loss.Key, loss => loss.Value.Pixels);

    /// <summary>The loss of a task.</summary>
    /// <param name="means">The event's means.</param>
    /// <param name="measured">The event's pixels; null in a journal of a version that did not count them.</param>
    /// <param name="task">The task's letter.</param>
    /// <param name="views">The weight of the loss if pixels were not counted.</param>
    internal static MeanLoss Read(
        IReadOnlyDictionary<string, double?> means, IReadOnlyDictionary<string, long>? measured, string task, int views)
    {
        var mean = means.GetValueOrDefault(task);
        return measured is not null ? new MeanLoss(mean ?? double.NaN, measured.GetValueOrDefault(task))
            : mean is null or 0 ? MeanLoss.None
            : new MeanLoss(mean.Value, views);
    }
}

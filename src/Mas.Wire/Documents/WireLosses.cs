using Mas.Learning.Training;

namespace Mas.Wire.Documents;

/// <summary>Losses as documents have them: a list of means and one of the pixels they are over.</summary>
internal static class WireLosses
{
    /// <summary>The means; null where nothing was measured.</summary>
    internal static IReadOnlyList<double?> Means(IReadOnlyList<MeanLoss> losses) =>
        [.. losses.Select(loss => loss.Value)];

    /// <summary>The pixels.</summary>
    internal static IReadOnlyList<long> Pixels(IReadOnlyList<MeanLoss> losses) =>
        [.. losses.Select(loss => loss.Pixels)];

    /// <summary>The losses of a document without faults.</summary>
    internal static IReadOnlyList<MeanLoss> Read(IReadOnlyList<double?> means, IReadOnlyList<long> pixels) =>
        [.. means.Zip(pixels, (mean, measured) => new MeanLoss(mean.GetValueOrDefault(), measured))];
}

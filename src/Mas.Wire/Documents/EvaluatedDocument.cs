using Mas.Learning.Training;

namespace Mas.Wire.Documents;

/// <summary>What a client found on its views. Lists are in the order of the order's tasks.</summary>
/// <param name="Losses">The mean loss of each task; null where nothing was measured.</param>
/// <param name="Measured">The pixels each mean is over; 0 or more.</param>
/// <param name="Views">The number of views evaluated; 0 or more.</param>
public sealed record EvaluatedDocument(IReadOnlyList<double?> Losses, IReadOnlyList<long> Measured, int Views)
{
    /// <summary>The sums of each task's metrics, finite; null where the device does not know them.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Sums { get; init; }

    /// <summary>The document of an evaluation.</summary>
    public static EvaluatedDocument Of(IReadOnlyList<EvaluatedTask> found, int views)
    {
        MeanLoss[] losses = [.. found.Select(task => task.Loss)];
        return new EvaluatedDocument(WireLosses.Means(losses), WireLosses.Pixels(losses), views)
        {
            Sums = [.. found.Select(task => task.Sums)],
        };
    }

    /// <summary>The losses, equal in every bit to those the document was made of.</summary>
    public IReadOnlyList<MeanLoss> ToLosses() => WireLosses.Read(Losses, Measured);
}

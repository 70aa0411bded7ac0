using Mas.Engine.Parameters;
using Mas.Learning.Training;

namespace Mas.Federation.Aggregation;

/// <summary>
/// A client's update as a round gets it. Its weights are in memory, as a simulated client leaves them, or lie on a disk
/// and are read whenever they are looked at: then a round of a thousand clients takes no more memory than one of two.
/// </summary>
/// <param name="update">What the client says; the holder of this disposes of both.</param>
/// <param name="read">Reads the weights, where <paramref name="update"/> does not hold them.</param>
public sealed class SentUpdate(Update update, Func<NamedTensors>? read = null) : IDisposable
{
    /// <summary>What the client says. Its parameters are null where the weights are read.</summary>
    public Update Update { get; } = update;

    /// <summary>Looks at the weights, which are gone afterwards where they had to be read.</summary>
    /// <exception cref="InvalidOperationException">The update has a fault instead of weights.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public T Look<T>(Func<NamedTensors, T> look)
    {
        if (read is null)
        {
            return look(Update.Parameters ?? throw new InvalidOperationException($"There are none: {Update.Fault}"));
        }

        using var weights = read();
        return look(weights);
    }

    /// <inheritdoc/>
    public void Dispose() => Update.Dispose();
}

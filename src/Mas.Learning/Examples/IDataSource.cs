using Mas.Learning.Tasks;

namespace Mas.Learning.Examples;

/// <summary>A kind of data that clients own: it opens what lies somewhere as shards, one per client.</summary>
/// <remarks>Thread-safe: a source holds no state of what it has opened.</remarks>
public interface IDataSource
{
    /// <summary>The name in options and files: lower-case letters, digits and hyphens, unique in a catalogue.</summary>
    string Name { get; }

    /// <summary>What it reads, the end of a sentence: <c>a folder in Taskonomy's layout</c>.</summary>
    string Summary { get; }

    /// <summary>What fits its examples where the options leave it open; default nothing.</summary>
    FittingDefaults Fitting => new();

    /// <summary>Opens data.</summary>
    /// <param name="request">What to open.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">Something is wrong with the data; the message names every fault.</exception>
    /// <exception cref="IOException">What is kept of the data cannot be written.</exception>
    IShardSet Open(DataRequest request, CancellationToken cancellation);

    /// <summary>
    /// Why a task cannot be learned from a field of this kind of data, a sentence; null (default) where it can.
    /// </summary>
    /// <param name="task">The task.</param>
    string? Fault(LearningTask task) => null;

    /// <summary>
    /// Why examples cannot be read with inputs of a shape, a sentence; null (default) where they can, or the data say.
    /// </summary>
    /// <param name="input">The shape.</param>
    string? Fault(FieldShape input) => null;

    /// <summary>What one client has, for a device that says so before it is asked to train. Default: opens the data.</summary>
    /// <param name="request">What to look at.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// Something is wrong with the data, or there are several clients and the request names none.
    /// </exception>
    ShardSummary Look(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var data = Open(request, cancellation);
        return ShardSummary.Of(request.Own(data.Shards, shard => shard.Name));
    }
}

using Mas.Learning.Columns;
using Mas.Learning.Tasks;

namespace Mas.Learning.Examples;

/// <summary>What a source is asked to open.</summary>
public sealed record DataRequest
{
    /// <summary>Where the data lie, as the source understands it: a folder, a file, an address.</summary>
    public required string Location { get; init; }

    /// <summary>The tasks whose fields must be there; null (default) = all fields there are.</summary>
    public IReadOnlyList<LearningTask>? Tasks { get; init; }

    /// <summary>The shape that examples are read at, of a source that can choose; null (default) = the data say.</summary>
    public FieldShape? Input { get; init; }

    /// <summary>Which columns are read, of data that have columns; null (default) = none is named.</summary>
    public ColumnChoice? Columns { get; init; }

    /// <summary>
    /// What all clients know of the columns that are read, for a device that has its own rows alone; null (default) = the
    /// data say.
    /// </summary>
    public IReadOnlyList<ColumnDescription>? Described { get; init; }

    /// <summary>The only client to open, of a device that owns its shard; null (default) = all.</summary>
    public string? Client { get; init; }

    /// <summary>
    /// Whether all rows are those of <see cref="Client"/>, so that no column says whose they are. Default false.
    /// </summary>
    public bool OwnsAll { get; init; }

    /// <summary>The folder for what is kept of the data to open them faster; null (default) = the source's choice.</summary>
    public string? Cache { get; init; }

    /// <summary>Threads to read with, at least 1; default one per core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Of a source that makes its data where there are none: how many clients. Default 32.</summary>
    public int Clients { get; init; } = 32;

    /// <summary>Of a source that makes its data: which edition of them; 0 (default) = the newest.</summary>
    public int Edition { get; init; }

    /// <summary>Called with a sentence about what takes time; null (default) = never.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>
    /// Called with what is being prepared, and the share of it that is done, 0 to 1; null (default) = never.
    /// </summary>
    public Action<string, double>? Preparing { get; init; }

    /// <summary>The client that the request is about: the one it names, or the only one there is.</summary>
    /// <param name="clients">All there are.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <exception cref="InputException">There is no such client, or there are several and none is named.</exception>
    public T Own<T>(IReadOnlyList<T> clients, Func<T, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(clients);
        T[] own = [.. clients.Where(client => Client is null || nameOf(client) == Client)];
        return own is [var only] ? only
            : throw new InputException(own.Length == 0
                ? $"{Location} has no client '{Client}'; its clients are {string.Join(", ", clients.Select(nameOf))}."
                : $"{Location} has {Plural.Of(own.Length, "client")}; name this device's with --building.");
    }
}

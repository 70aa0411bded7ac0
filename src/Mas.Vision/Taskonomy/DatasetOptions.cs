namespace Mas.Vision.Taskonomy;

/// <summary>How a data set is opened.</summary>
public sealed record DatasetOptions
{
    /// <summary>
    /// The folder of packed caches, in which this data set gets its own folder; null (default): <c>.mas-cache</c>
    /// inside the data set, or the user's cache folder if the data set cannot be written to.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>
    /// The only building to open, whatever else the folder holds: what a device does that owns it. Null (default): all.
    /// </summary>
    public string? Building { get; init; }

    /// <summary>Threads that pack buildings, at least 1; default: one a core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Called with the share of the views that are packed, 0 to 1, on any thread; calls may arrive slightly out of
    /// order. Not called if the cache holds all of them. Null (default): never called.
    /// </summary>
    public Action<double>? Packing { get; init; }

    /// <summary>
    /// Up to how many bytes of records are held in memory; beyond, views are read from disk. Default: 1 GiB.
    /// </summary>
    public long BytesInMemory { get; init; } = 1L << 30;
}

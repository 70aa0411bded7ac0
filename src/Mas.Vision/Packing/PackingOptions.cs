namespace Mas.Vision.Packing;

/// <summary>How pictures are packed and read.</summary>
public record PackingOptions
{
    /// <summary>
    /// The folder of packed caches, in which this data set gets its own folder; null (default): <c>.mas-cache</c>
    /// inside the data set, or the user's cache folder if the data set cannot be written to.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Threads that pack clients, at least 1; default: one a core.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Called with the share of the pictures that are packed, 0 to 1, on any thread; calls may arrive slightly out of
    /// order. Not called if the cache holds all of them. Null (default): never called.
    /// </summary>
    public Action<double>? Packing { get; init; }

    /// <summary>
    /// Up to how many bytes of records are held in memory; beyond, pictures are read from disk. Default: 1 GiB.
    /// </summary>
    public long BytesInMemory { get; init; } = 1L << 30;
}

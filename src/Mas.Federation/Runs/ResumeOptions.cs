namespace Mas.Federation.Runs;

/// <summary>What may differ when a run is resumed; its models are the same. Null: as when the run began.</summary>
public sealed record ResumeOptions
{
    /// <summary>Nothing differs.</summary>
    public static ResumeOptions None { get; } = new();

    /// <summary>The folder that the run's data set has moved to; its content is the same.</summary>
    public string? Data { get; init; }

    /// <summary>The folder of packed caches.</summary>
    public string? Cache { get; init; }

    /// <summary>Threads that train at once.</summary>
    public int? Threads { get; init; }
}

namespace Mas.Federation.Runs;

/// <summary>What may be otherwise when a run is resumed; its models are the same. Null: as the run began.</summary>
public sealed record ResumeOptions
{
    /// <summary>Nothing is otherwise.</summary>
    public static ResumeOptions None { get; } = new();

    /// <summary>The folder the run's data set has moved to; it holds the same.</summary>
    public string? Data { get; init; }

    /// <summary>The folder of packed caches.</summary>
    public string? Cache { get; init; }

    /// <summary>Threads that train at once.</summary>
    public int? Threads { get; init; }
}

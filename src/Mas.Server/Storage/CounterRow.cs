namespace Mas.Server.Storage;

/// <summary>The highest number that was ever given, where the row that had it may be gone.</summary>
internal sealed class CounterRow
{
    /// <summary>What is counted.</summary>
    public required string Name { get; init; }

    /// <summary>The highest number that was given.</summary>
    public required int Last { get; set; }
}

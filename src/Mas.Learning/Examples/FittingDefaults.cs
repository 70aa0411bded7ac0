namespace Mas.Learning.Examples;

/// <summary>What fits a kind of data where the options leave it open; null = the options' own defaults.</summary>
public sealed record FittingDefaults
{
    /// <summary>The name of the encoder.</summary>
    public string? Encoder { get; init; }

    /// <summary>Examples per training step.</summary>
    public int? BatchSize { get; init; }
}

namespace Mas.Learning.Examples;

/// <summary>What an example is used for. Every example belongs to exactly one split.</summary>
public enum Split
{
    /// <summary>Examples a client trains on.</summary>
    Train,

    /// <summary>Examples that watch over the training, never trained on.</summary>
    Validation,

    /// <summary>Examples that only the final figures are measured on.</summary>
    Test,
}

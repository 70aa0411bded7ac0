namespace Mas.Learning.Data;

/// <summary>What a view is used for. Every view belongs to exactly one split.</summary>
public enum Split
{
    /// <summary>Views a client trains on.</summary>
    Train,

    /// <summary>Views that watch over the training, never trained on.</summary>
    Validation,

    /// <summary>Views that only the final figures are measured on.</summary>
    Test,
}

namespace Mas.Wire.Documents;

/// <summary>How far a submission or a run has come.</summary>
public enum QueueState
{
    /// <summary>No run has begun with it yet.</summary>
    Waiting,

    /// <summary>Devices train it.</summary>
    Training,

    /// <summary>Its split awaits approval.</summary>
    Held,

    /// <summary>Its models are there.</summary>
    Done,

    /// <summary>It ended without models; a sentence says why.</summary>
    Failed,

    /// <summary>An operator has taken it back.</summary>
    Cancelled,
}

namespace Mas.Engine.Autograd;

/// <summary>Which mean and variance a batch norm uses, and whether it learns from the batch.</summary>
public enum BatchStatistics
{
    /// <summary>Training: the batch's own, which also move the running statistics.</summary>
    Batch,

    /// <summary>Probing: the batch's own; the running statistics stay as they are, to the bit.</summary>
    BatchUntracked,

    /// <summary>Inference: the running statistics.</summary>
    Running,
}

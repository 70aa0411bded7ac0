using Mas.Engine.Parameters;

namespace Mas.Learning.Training;

/// <summary>What a client sends back for an <see cref="Order"/>. Plain data. Its holder disposes of it.</summary>
public sealed record Update : IDisposable
{
    /// <summary>The client, by name.</summary>
    public required string Client { get; init; }

    /// <summary>The client's model after its epochs; null where <see cref="Fault"/> says why there is none.</summary>
    public required NamedTensors? Parameters { get; init; }

    /// <summary>Training views the client owns, its weight in the average.</summary>
    public required int Samples { get; init; }

    /// <summary>
    /// How many of them have a label of each task, in the order of the order's tasks: the client's weight in the average
    /// of that task's decoder. 0 = the client has not trained the task, and its decoder is the order's. Null (default) =
    /// all have one of each.
    /// </summary>
    public IReadOnlyList<int>? Labelled { get; init; }

    /// <summary>
    /// The mean training loss of each task over what the order's steps measured, in the order of the order's tasks.
    /// </summary>
    public required IReadOnlyList<MeanLoss> Losses { get; init; }

    /// <summary>
    /// The mean of the order's affinity probes, [i][j] = Z i-&gt;j; null where none was made. An element is the mean
    /// over the probes that measured it, and null where none did. The diagonal is not read, and a look-ahead does not
    /// measure it.
    /// </summary>
    public required double?[][]? Affinity { get; init; }

    /// <summary>Affinity probes made.</summary>
    public required int Probes { get; init; }

    /// <summary>What <see cref="GradientRule.GradNorm"/> has learned; null for other rules.</summary>
    public LossBalance? Balance { get; init; }

    /// <summary>Why the update must not be used, as a sentence; null where it may.</summary>
    public required string? Fault { get; init; }

    /// <summary>Floating-point operations of training and probing, two a multiply-add.</summary>
    public required long Flops { get; init; }

    /// <summary>
    /// The most memory the order needed at once, in bytes: models, gradients, momentum and tensors, not the program's
    /// own; 0 where it was not measured.
    /// </summary>
    public long MemoryBytes { get; init; }

    /// <summary>Seconds from start to end on the client's clock.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Seconds of processor time used.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Seconds of processor time that went into probing, a part of <see cref="CpuSeconds"/>.</summary>
    public required double ProbeSeconds { get; init; }

    /// <summary>
    /// Bytes of weights sent in addition to the update's, in attempts that were cut off or refused; 0 without a
    /// network.
    /// </summary>
    public long BytesResent { get; init; }

    /// <summary>How many examples count for a part of the model.</summary>
    /// <param name="task">The task whose decoder it is, by its place in the order; null = the encoder.</param>
    public int ExamplesOf(int? task) => task is { } place && Labelled is { } labelled ? labelled[place] : Samples;

    /// <inheritdoc/>
    public void Dispose() => Parameters?.Dispose();
}

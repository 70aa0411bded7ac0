using System.Text.Json.Serialization;
using Mas.Engine.Parameters;
using Mas.Learning.Training;

namespace Mas.Wire.Documents;

/// <summary>What an <see cref="Update"/> says besides its client and its weights; fields as there.</summary>
public sealed record TrainedDocument
{
    /// <summary>The weights, uploaded before; null where <see cref="Fault"/> says why there are none.</summary>
    public required ModelReference? Weights { get; init; }

    /// <summary>Training views the client owns.</summary>
    public required int Samples { get; init; }

    /// <summary>
    /// How many of them have a label of each task; 0 = the device has not trained the task. Null = all have one of each.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Labelled { get; init; }

    /// <summary>The mean training loss of each task; null where nothing was measured.</summary>
    public required IReadOnlyList<double?> Losses { get; init; }

    /// <summary>The pixels each of the losses is the mean over.</summary>
    public required IReadOnlyList<long> Measured { get; init; }

    /// <summary>
    /// The mean of the affinity probes; an element is null if no probe measured it, and all is null if no probe was
    /// made.
    /// </summary>
    public required double?[][]? Affinity { get; init; }

    /// <summary>Affinity probes made.</summary>
    public required int Probes { get; init; }

    /// <summary>What GradNorm has learned; null for other rules.</summary>
    public required LossBalance? Balance { get; init; }

    /// <summary>Why the update must not be used; null where it may.</summary>
    public required string? Fault { get; init; }

    /// <summary>Floating-point operations.</summary>
    public required long Flops { get; init; }

    /// <summary>The most memory the order needed at once, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Seconds from start to end on the device's clock.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Seconds of processor time.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Seconds of processor time that went into probing.</summary>
    public required double ProbeSeconds { get; init; }

    /// <summary>
    /// Bytes of weights sent in addition to these, in attempts that were cut off or refused on their way.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long BytesResent { get; init; }

    /// <summary>The document of an update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="weights">Where its parameters lie; null where it has none.</param>
    public static TrainedDocument Of(Update update, ModelReference? weights) => new()
    {
        Weights = weights,
        Samples = update.Samples,
        Labelled = update.Labelled,
        Losses = WireLosses.Means(update.Losses),
        Measured = WireLosses.Pixels(update.Losses),
        Affinity = update.Affinity,
        Probes = update.Probes,
        Balance = update.Balance,
        Fault = update.Fault,
        Flops = update.Flops,
        MemoryBytes = update.MemoryBytes,
        WallSeconds = update.WallSeconds,
        CpuSeconds = update.CpuSeconds,
        ProbeSeconds = update.ProbeSeconds,
    };

    /// <summary>The update, equal in every bit to the one the document was made of.</summary>
    /// <param name="client">The client the order asked.</param>
    /// <param name="parameters">The weights, where there are any.</param>
    public Update ToUpdate(string client, NamedTensors? parameters) => new()
    {
        Client = client,
        Parameters = parameters,
        Samples = Samples,
        Labelled = Labelled,
        Losses = WireLosses.Read(Losses, Measured),
        Affinity = Affinity,
        Probes = Probes,
        Balance = Balance,
        Fault = Fault,
        Flops = Flops,
        MemoryBytes = MemoryBytes,
        WallSeconds = WallSeconds,
        CpuSeconds = CpuSeconds,
        ProbeSeconds = ProbeSeconds,
        BytesResent = BytesResent,
    };
}

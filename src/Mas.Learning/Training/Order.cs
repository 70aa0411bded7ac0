using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// What a client is asked to do in a round. Plain data: it passes in memory to a simulated client and over a wire to a
/// device, unchanged.
/// </summary>
public sealed record Order
{
    /// <summary>The stage the round belongs to, by name.</summary>
    public required string Stage { get; init; }

    /// <summary>The round, counted from 1 over the whole run.</summary>
    public required int Round { get; init; }

    /// <summary>The client asked, by name.</summary>
    public required string Client { get; init; }

    /// <summary>Among how many clients the model is averaged; default: the client is alone.</summary>
    public Cohort Cohort { get; init; } = Cohort.Single;

    /// <summary>The group's tasks.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>How to train.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>The global model to start from; read, never written.</summary>
    public required NamedTensors Parameters { get; init; }

    /// <summary>
    /// Where <see cref="GradientRule.GradNorm"/> goes on from; null = from equal weights, and for other rules.
    /// </summary>
    public LossBalance? Balance { get; init; }

    /// <summary>The source of the order of views, of flips and of whatever else the step draws.</summary>
    public required Seed Seed { get; init; }
}

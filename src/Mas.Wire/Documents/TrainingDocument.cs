using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Wire.Documents;

/// <summary>What an <see cref="Order"/> says besides its client and its model; fields as there.</summary>
public sealed record TrainingDocument
{
    /// <summary>The stage the round belongs to.</summary>
    public required string Stage { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>Among how many clients the model is averaged.</summary>
    public required Cohort Cohort { get; init; }

    /// <summary>The group's tasks.</summary>
    public required IReadOnlyList<TaskDescription> Tasks { get; init; }

    /// <summary>The name of the encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>The name of the norm.</summary>
    public required string Norm { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The momentum.</summary>
    public required double Momentum { get; init; }

    /// <summary>The weight decay.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>The shape of what a model reads of an example.</summary>
    public required FieldShape Input { get; init; }

    /// <summary>Passes over the client's views.</summary>
    public required int LocalEpochs { get; init; }

    /// <summary>Views a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Batches from one affinity probe to the next; 0 = none.</summary>
    public required int ProbeEvery { get; init; }

    /// <summary>How a probe measures.</summary>
    public required AffinityRule AffinityRule { get; init; }

    /// <summary>Whether batch norms keep their running statistics and train with them.</summary>
    public required bool FreezesNorms { get; init; }

    /// <summary>What a step is made of.</summary>
    public required StepRule Step { get; init; }

    /// <summary>Where GradNorm goes on from; null = nowhere.</summary>
    public required LossBalance? Balance { get; init; }

    /// <summary>The seed, 16 hexadecimal digits: a number of 64 bits is not safe in every reader of JSON.</summary>
    public required string Seed { get; init; }
}

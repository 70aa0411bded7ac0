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

    /// <summary>How to train.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>Where GradNorm goes on from; null = nowhere.</summary>
    public required LossBalance? Balance { get; init; }

    /// <summary>The seed, 16 hexadecimal digits: a number of 64 bits is not safe in every reader of JSON.</summary>
    public required string Seed { get; init; }
}

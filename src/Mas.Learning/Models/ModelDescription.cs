using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Learning.Models;

/// <summary>A model as data: equal descriptions make models with the same parameters.</summary>
/// <param name="Encoder">The name of the encoder.</param>
/// <param name="Input">The shape of what it reads of an example.</param>
/// <param name="Tasks">The tasks, at least one; each names its head.</param>
public sealed record ModelDescription(string Encoder, FieldShape Input, IReadOnlyList<LearningTask> Tasks)
{
    /// <summary>The name of the norm; default <c>batch</c>.</summary>
    public string Norm { get; init; } = Norms.Batch.Name;

    /// <summary>The channels of the input that are embedded, in their order; default none.</summary>
    public IReadOnlyList<ChannelEmbedding> Embeddings { get; init; } = [];

    /// <summary>A model of square pictures.</summary>
    /// <param name="encoder">The name of the encoder.</param>
    /// <param name="size">Height and width of the pictures.</param>
    /// <param name="tasks">The tasks.</param>
    public static ModelDescription OfPictures(string encoder, int size, IReadOnlyList<LearningTask> tasks) =>
        new(encoder, FieldShape.Square(size, 3), tasks);

    /// <inheritdoc/>
    public bool Equals(ModelDescription? other) => other is not null
        && (Encoder, Norm, Input) == (other.Encoder, other.Norm, other.Input) && Tasks.SequenceEqual(other.Tasks)
        && Embeddings.SequenceEqual(other.Embeddings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Encoder, Norm, Input, Tasks.Count);
}

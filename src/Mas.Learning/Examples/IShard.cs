using Mas.Engine.Randomness;

namespace Mas.Learning.Examples;

/// <summary>What one client owns: examples in three splits, with named fields.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
public interface IShard
{
    /// <summary>The shard's name, which is the client's.</summary>
    string Name { get; }

    /// <summary>What a model reads of an example.</summary>
    FieldShape Input { get; }

    /// <summary>What tasks learn to predict of an example, each name once.</summary>
    IReadOnlyList<TargetField> Targets { get; }

    /// <summary>How many examples belong to a split.</summary>
    int Count(Split split);

    /// <summary>How many training examples have a label in a field. Default: all, where the field is a target.</summary>
    /// <param name="field">The field.</param>
    int Labelled(string field) => Targets.Any(target => target.Name == field) ? Count(Split.Train) : 0;

    /// <summary>
    /// Whether the client has labels of a field, so that it trains and measures the tasks that learn it: one training
    /// example has one. Where there is nothing to train on, every target counts.
    /// </summary>
    /// <param name="field">The field.</param>
    sealed bool Has(string field) =>
        Count(Split.Train) > 0 ? Labelled(field) > 0 : Targets.Any(target => target.Name == field);

    /// <summary>Fills a batch with examples.</summary>
    /// <param name="batch">The batch, overwritten; its input and targets are among the shard's.</param>
    /// <param name="split">The split the examples belong to.</param>
    /// <param name="indices">
    /// For each example of the batch its position inside the split, 0 to <see cref="Count"/> - 1.
    /// </param>
    /// <param name="augmentation">
    /// What examples are varied by: where a shard varies them at random, as pictures are mirrored, all of its draws
    /// come from here. Null (default): examples as they are.
    /// </param>
    /// <exception cref="ArgumentException">The batch has another shape or another number of examples.</exception>
    void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, RandomStream? augmentation = null);
}

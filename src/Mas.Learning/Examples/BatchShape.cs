using Mas.Learning.Tasks;

namespace Mas.Learning.Examples;

/// <summary>
/// What one example of a batch holds: the input that a model reads, and a target for each of its tasks.
/// </summary>
/// <param name="Input">The input.</param>
/// <param name="Targets">The targets, in the order of the tasks.</param>
public sealed record BatchShape(FieldShape Input, IReadOnlyList<TargetField> Targets)
{
    /// <summary>Square pictures, with a map of the same size for every task and one mask for all maps.</summary>
    /// <param name="size">Rows and columns of the pictures.</param>
    /// <param name="tasks">The tasks.</param>
    public static BatchShape Pictures(int size, IReadOnlyList<LearningTask> tasks) => new(
        FieldShape.Square(size, 3),
        [
            .. tasks.Select(task => new TargetField(
                task.Field, FieldShape.Square(size, task.TargetChannels), TargetField.SharedWeight)),
        ]);

    /// <summary>Examples of a shard, with the targets of some tasks.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="tasks">The tasks.</param>
    /// <exception cref="InputException">The shard lacks the field of a task.</exception>
    public static BatchShape Of(IShard shard, IReadOnlyList<LearningTask> tasks) => new(
        shard.Input, [.. tasks.Select(task => shard.Targets.FirstOrDefault(field => field.Name == task.Field)
            ?? throw new InputException($"{shard.Name} lacks the field '{task.Field}' of the task {task.Label}."))]);

    /// <inheritdoc/>
    public bool Equals(BatchShape? other) =>
        other is not null && Input == other.Input && Targets.SequenceEqual(other.Targets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Input, Targets.Count);
}

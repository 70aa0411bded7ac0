using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>What is learned of targets, by what all clients know of their columns: a task and a field per target.</summary>
internal sealed class LearnedTargets
{
    private readonly IReadOnlyList<ColumnDescription> _columns;

    /// <summary>The tasks and fields of targets.</summary>
    /// <param name="place">Where the data lie, for messages.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="columns">What all clients know of their columns, in the same order.</param>
    /// <exception cref="Mas.Learning.InputException">Two targets have the same field.</exception>
    internal LearnedTargets(string place, IReadOnlyList<TableTarget> targets, IReadOnlyList<ColumnDescription> columns)
    {
        _columns = columns;
        var fields = TargetNames.Fields(place, targets);
        var tasks = new List<TaskDescription>();
        foreach (var (target, field) in fields.Index())
        {
            tasks.Add(TargetNames.Task(field, targets[target], columns[target], [.. tasks.Select(task => task.Mark)]));
        }

        Tasks = tasks;
        Fields = [.. tasks.Zip(targets, columns).Select(target => FieldOf(target.First, target.Second, target.Third))];
    }

    /// <summary>The tasks, in the order of the targets.</summary>
    internal IReadOnlyList<TaskDescription> Tasks { get; }

    /// <summary>The fields, in the order of the targets.</summary>
    internal IReadOnlyList<TargetField> Fields { get; }

    /// <summary>What the numbers of the fields mean, in their order. A column with one class per row counts from 1.</summary>
    internal IEnumerable<TargetMeaning> Meanings => Fields.Zip(_columns, (target, column) => new TargetMeaning(
        target.Name, target.Unit,
        column.Kind == ColumnKind.Category ? ["", .. column.Vocabulary] : column.Vocabulary));

    private static TargetField FieldOf(TaskDescription task, TableTarget target, ColumnDescription column) =>
        new(task.Field, FieldShape.Flat(task.TargetChannels), $"{task.Field} known")
        {
            Unit = target.Kind != TargetKind.Number ? null
                : new TargetUnit([(float)column.Mean], [(float)column.Deviation],
                    target.Transform == Transform.None ? "" : target.Transform.Name),
        };
}

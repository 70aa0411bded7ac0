using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>What is learned of the rows of a table: a task and a field per target, and what a batch holds of them.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
internal sealed class TableTargets
{
    private readonly IReadOnlyList<TableColumn> _columns;

    /// <summary>The targets of columns that are described.</summary>
    /// <param name="fields">The names of their fields.</param>
    /// <param name="targets">The targets, in the order of the fields.</param>
    /// <param name="columns">Their columns, in the same order.</param>
    internal TableTargets(
        IReadOnlyList<string> fields, IReadOnlyList<TableTarget> targets, IReadOnlyList<TableColumn> columns)
    {
        _columns = columns;
        var tasks = new List<TaskDescription>();
        for (var target = 0; target < fields.Count; target++)
        {
            tasks.Add(TargetNames.Task(
                fields[target], targets[target], columns[target].Description, [.. tasks.Select(task => task.Mark)]));
        }

        Tasks = tasks;
        Fields =
        [
            .. tasks.Zip(targets, columns).Select(target =>
                FieldOf(target.First, target.Second, target.Third.Description)),
        ];
    }

    /// <summary>The tasks, in the order of the targets.</summary>
    internal IReadOnlyList<TaskDescription> Tasks { get; }

    /// <summary>The fields, in the order of the targets.</summary>
    internal IReadOnlyList<TargetField> Fields { get; }

    /// <summary>What the numbers of the fields mean, in their order. A column with one class per row counts from 1.</summary>
    internal IEnumerable<TargetMeaning> Meanings => Fields.Zip(_columns, (target, column) => new TargetMeaning(
        target.Name, target.Unit,
        column.Kind == ColumnKind.Category ? ["", .. column.Description.Vocabulary] : column.Description.Vocabulary));

    /// <summary>By field, how many of some rows have a value of it.</summary>
    internal IReadOnlyDictionary<string, int> Known(int[] rows) => Fields.Zip(_columns).ToDictionary(
        target => target.First.Name, target => rows.Count(target.Second.IsKnown));

    /// <summary>Fills the targets and weights of a batch.</summary>
    /// <param name="batch">The batch; its targets are among <see cref="Fields"/>.</param>
    /// <param name="rows">The row of the table for each example.</param>
    /// <exception cref="ArgumentException">A target of the batch is not among the fields.</exception>
    internal void Fill(Batch batch, ReadOnlySpan<int> rows)
    {
        for (var target = 0; target < batch.Targets.Count; target++)
        {
            var column = ColumnOf(batch.Shape.Targets[target]);
            for (var example = 0; example < rows.Length; example++)
            {
                var row = rows[example];
                batch.Weights[target].Picture(example)[0] = column.IsKnown(row) ? 1 : 0;
                Write(batch.Targets[target].Picture(example), column, row);
            }
        }
    }

    private static void Write(Span<float> to, TableColumn column, int row)
    {
        if (column.Kind == ColumnKind.Categories)
        {
            to.Clear();
            foreach (var index in column.IndicesOf(row))
            {
                to[index - 1] = 1;
            }

            return;
        }

        to[0] = column.Kind == ColumnKind.Category ? column.IndexOf(row)
            : column.IsKnown(row) ? column.Description.Standardised(column.NumberOf(row)) : 0;
    }

    private static TargetField FieldOf(TaskDescription task, TableTarget target, ColumnDescription column) =>
        new(task.Field, FieldShape.Flat(task.TargetChannels), $"{task.Field} known")
        {
            Unit = target.Kind != TargetKind.Number ? null
                : new TargetUnit([(float)column.Mean], [(float)column.Deviation],
                    target.Transform == Transform.None ? "" : target.Transform.Name),
        };

    private TableColumn ColumnOf(TargetField field)
    {
        for (var target = 0; target < Fields.Count; target++)
        {
            if (Fields[target].IsLike(field))
            {
                return _columns[target];
            }
        }

        throw new ArgumentException($"The table has no target like {field}.", nameof(field));
    }
}

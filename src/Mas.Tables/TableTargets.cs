using Mas.Learning.Columns;
using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>The targets of the rows of a table: what is learned of them, and what a batch holds of them.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
internal sealed class TableTargets
{
    private readonly IReadOnlyList<TableColumn> _columns;

    /// <summary>The targets of columns that are described.</summary>
    /// <param name="learned">What is learned of them.</param>
    /// <param name="columns">The columns, in the same order.</param>
    internal TableTargets(LearnedTargets learned, IReadOnlyList<TableColumn> columns) => (Learned, _columns) = (learned, columns);

    /// <summary>What is learned.</summary>
    internal LearnedTargets Learned { get; }

    /// <summary>The fields, in the order of the targets.</summary>
    internal IReadOnlyList<TargetField> Fields => Learned.Fields;

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

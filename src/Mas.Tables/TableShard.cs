using System.Security.Cryptography;
using Mas.Engine.Randomness;

using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>The rows of one client: flat inputs, and a number or class per target, which a row may lack.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
public sealed class TableShard : IShard
{
    private const int BytesPerValue = 8;

    private readonly FeatureRow _features;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly IReadOnlyList<(TargetField Field, TableColumn Column)> _targets;
    private readonly int[][] _rows;

    internal TableShard(
        string name, int[][] rows, IReadOnlyList<TableColumn> features,
        IReadOnlyList<(TargetField Field, TableColumn Column)> targets)
    {
        (Name, _rows, _targets, _features) = (name, rows, targets, new FeatureRow(features));
        _columns = [.. features, .. targets.Select(target => target.Column)];
        Input = FieldShape.Flat(_features.Width);
        Targets = [.. targets.Select(target => target.Field)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public FieldShape Input { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TargetField> Targets { get; }

    /// <inheritdoc/>
    public int Count(Split split) => _rows[(int)split].Length;

    /// <summary>The rows of the table that belong to a split, counted from 0.</summary>
    internal ReadOnlySpan<int> Rows(Split split) => _rows[(int)split];

    /// <inheritdoc/>
    public void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, RandomStream? augmentation = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Size != indices.Length || batch.Shape.Input != Input)
        {
            throw new ArgumentException(
                $"The batch is of {batch.Size} x {batch.Shape.Input}; expected {indices.Length} x {Input}.",
                nameof(batch));
        }

        TableColumn[] columns = [.. batch.Shape.Targets.Select(ColumnOf)];
        for (var example = 0; example < indices.Length; example++)
        {
            var row = _rows[(int)split][indices[example]];
            _features.Write(batch.Input.Picture(example), row);
            for (var target = 0; target < columns.Length; target++)
            {
                var column = columns[target];
                var isKnown = column.IsKnown(row);
                batch.Weights[target].Picture(example)[0] = isKnown ? 1 : 0;
                batch.Targets[target].Picture(example)[0] =
                    column.Kind == ColumnKind.Category ? column.IndexOf(row)
                    : isKnown ? column.Description.Standardised(column.NumberOf(row)) : 0;
            }
        }
    }

    /// <summary>The digest of all that training reads.</summary>
    internal ShardDigest Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[BytesPerValue * _columns.Count];
        foreach (var rows in _rows)
        {
            BitConverter.TryWriteBytes(bytes, rows.LongLength);
            hash.AppendData(bytes, 0, BytesPerValue);
            foreach (var row in rows)
            {
                for (var column = 0; column < _columns.Count; column++)
                {
                    _columns[column].WriteTo(bytes.AsSpan(column * BytesPerValue), row);
                }

                hash.AppendData(bytes);
            }
        }

        return new ShardDigest(
            Name, _rows.Sum(rows => rows.Length), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private TableColumn ColumnOf(TargetField field)
    {
        foreach (var (own, column) in _targets)
        {
            if (own.IsLike(field))
            {
                return column;
            }
        }

        throw new ArgumentException($"{Name} has no target like {field}.", nameof(field));
    }

    /// <summary>The field of a target.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="target">What is learned.</param>
    /// <param name="column">What all clients know of its column.</param>
    internal static TargetField FieldOf(string name, TableTarget target, ColumnDescription column) =>
        new(name, FieldShape.Flat(1), $"{name} known")
        {
            Unit = target.IsClass ? null
                : new TargetUnit([(float)column.Mean], [(float)column.Deviation],
                    target.Transform == Transform.None ? "" : target.Transform.Name),
        };
}

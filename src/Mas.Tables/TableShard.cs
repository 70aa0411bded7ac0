using System.Buffers;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>The rows of one client: flat inputs, and a number or classes per target, which a row may lack.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
public sealed class TableShard : IShard
{
    private readonly FeatureRow _features;
    private readonly TableTargets _targets;
    private readonly IReadOnlyDictionary<string, int> _known;
    private readonly int[][] _rows;

    internal TableShard(string name, int[][] rows, FeatureRow features, TableTargets targets)
    {
        (Name, _rows, _features, _targets) = (name, rows, features, targets);
        _known = targets.Known(rows[(int)Split.Train]);
        Input = FieldShape.Flat(features.Width);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public FieldShape Input { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TargetField> Targets => _targets.Fields;

    /// <inheritdoc/>
    public int Count(Split split) => _rows[(int)split].Length;

    /// <inheritdoc/>
    public int Labelled(string field) => _known.GetValueOrDefault(field);

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

        var rented = ArrayPool<int>.Shared.Rent(indices.Length);
        var rows = rented.AsSpan(0, indices.Length);
        for (var example = 0; example < rows.Length; example++)
        {
            rows[example] = _rows[(int)split][indices[example]];
        }

        _features.Write(batch.Input.Values, rows);
        _targets.Fill(batch, rows);
        ArrayPool<int>.Shared.Return(rented);
    }
}

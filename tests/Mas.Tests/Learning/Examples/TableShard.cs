using Mas.Engine.Randomness;
using Mas.Learning.Examples;

namespace Mas.Tests.Learning.Examples;

/// <summary>
/// Rows of four random columns with two targets: a number that is their weighted sum, known in every second row, and a
/// class, 1 where the first column is negative, else 2; without the targets it lacks.
/// </summary>
internal sealed class TableShard(string name, int rows, ulong seed, params string[] lacks) : IShard
{
    internal const int Columns = 4;

    private static readonly float[] _weights = [1, -2, 0.5f, 0];

    private readonly float[][] _rows = Drawn(rows, new Seed(seed).Stream());

    public string Name => name;

    public FieldShape Input => FieldShape.Flat(Columns);

    public IReadOnlyList<TargetField> Targets { get; } =
    [
        .. new[] { "sum", "sign" }.Except(lacks).Select(field => new TargetField(field, FieldShape.Flat(1), $"{field} known")),
    ];

    public int Count(Split split) => split == Split.Train ? rows / 2 : rows / 4;

    public void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, RandomStream? augmentation = null)
    {
        var first = split switch { Split.Train => 0, Split.Validation => rows / 2, _ => rows / 4 * 3 };
        for (var example = 0; example < indices.Length; example++)
        {
            var row = _rows[first + indices[example]];
            row.CopyTo(batch.Input.Picture(example));
            for (var target = 0; target < batch.Targets.Count; target++)
            {
                var isSum = batch.Shape.Targets[target].Name == "sum";
                batch.Targets[target].Picture(example)[0] = isSum ? Sum(row) : row[0] < 0 ? 1 : 2;
                batch.Weights[target].Picture(example)[0] = isSum ? (first + indices[example]) % 2 : 1;
            }
        }
    }

    private static float Sum(float[] row) => row.Zip(_weights, (value, weight) => value * weight).Sum();

    private static float[][] Drawn(int rows, RandomStream draws) =>
    [
        .. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, Columns).Select(_ => (float)draws.NextGaussian()).ToArray()),
    ];
}

using Mas.Engine.Randomness;
using Mas.Learning.Examples;

namespace Mas.Samples.Stations;

/// <summary>A shard: one station's rows. Of four, two are trained on, one validates and one tests.</summary>
internal sealed class Station(string name, float[][] rows) : IShard
{
    public static FieldShape Row { get; } = FieldShape.Flat(3);

    public string Name => name;

    public float[][] Rows => rows;

    public FieldShape Input => Row;

    public IReadOnlyList<TargetField> Targets { get; } =
        [new("rain", FieldShape.Flat(1), TargetField.SharedWeight), new("wind", FieldShape.Flat(1), TargetField.SharedWeight)];

    public int Count(Split split) => Of(split).Count();

    public void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, RandomStream? augmentation = null)
    {
        float[][] own = [.. Of(split)];
        for (var example = 0; example < indices.Length; example++)
        {
            var row = own[indices[example]];
            row.AsSpan(0, Row.Channels).CopyTo(batch.Input.Picture(example));
            for (var target = 0; target < batch.Targets.Count; target++)
            {
                batch.Targets[target].Picture(example)[0] = row[batch.Shape.Targets[target].Name == "rain" ? 3 : 4];
                batch.Weights[target].Picture(example)[0] = 1;
            }
        }
    }

    private IEnumerable<float[]> Of(Split split) => rows.Where((_, at) => (at % 4) switch
    {
        3 => split == Split.Test,
        2 => split == Split.Validation,
        _ => split == Split.Train,
    });
}

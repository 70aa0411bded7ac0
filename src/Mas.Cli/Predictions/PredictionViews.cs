using Mas.Engine.Memory;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Predictions;

/// <summary>Finds pictures to predict from: in the run's data set, or in a file of the user's.</summary>
internal static class PredictionViews
{
    /// <summary>Data as pictures.</summary>
    /// <exception cref="InputException">They are not pictures.</exception>
    public static Dataset Pictures(IShardSet data) => data as Dataset
        ?? throw new InputException($"{data.Location} has no pictures, so there is nothing to draw.");

    /// <summary>Some views of a split, spread evenly over the buildings.</summary>
    public static IReadOnlyList<PredictionView> Spread(Dataset dataset, Split split, int count)
    {
        var all = dataset.Buildings
            .SelectMany(building => Enumerable.Range(0, building.Count(split)).Select(view => (building, view)))
            .ToList();
        var taken = Math.Min(count, all.Count);
        return [.. Enumerable.Range(0, taken).Select(index => all[(int)((index + 0.5) * all.Count / taken)])
            .Select(pair => Of(dataset, pair.building, split, pair.view))];
    }

    /// <summary>One view of a building.</summary>
    /// <exception cref="InputException">There is no such building or view.</exception>
    public static PredictionView Named(Dataset dataset, string building, Split split, int view)
    {
        var found = dataset.Buildings.FirstOrDefault(candidate => candidate.Name == building)
            ?? throw new InputException(
                $"--building {building} is not in the data set; it has "
                + $"{string.Join(", ", dataset.Buildings.Select(candidate => candidate.Name))}.");
        var count = found.Count(split);
        return view >= 0 && view < count
            ? Of(dataset, found, split, view)
            : throw new InputException(
                $"--view {view} does not exist: {building} has "
                + $"{Plural.Of(count, $"{split.ToString().ToLowerInvariant()} view")}"
                + (count > 0 ? $", 0 to {count - 1}." : "."));
    }

    /// <summary>A picture of the user's, of any size, without truth.</summary>
    /// <exception cref="InputException">The file is no picture.</exception>
    public static PredictionView File(string path, int size)
    {
        var image = PngCodec.Read(path, PngReading.Shown);
        var picture = new float[size * size * 3];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    picture[(((y * size) + x) * 3) + channel] = Mean(image, x, y, channel, size);
                }
            }
        }

        return new(Path.GetFileName(path), picture, null, []);
    }

    private static PredictionView Of(Dataset dataset, Building building, Split split, int view)
    {
        using var pool = new TensorPool();
        LearningTask[] labelled = [.. dataset.Tasks.Where(building.HasMaps)];
        using var batch = new Batch(pool, 1, BatchShape.Pictures(dataset.ImageSize, labelled));
        building.Fill(batch, split, [view]);
        return new(
            $"{building.Name} {building.ViewName(split, view)}",
            batch.Input.Values.ToArray(),
            [
                .. dataset.Tasks.Select(task => Array.IndexOf(labelled, task) is >= 0 and var place
                    ? batch.Targets[place].Values.ToArray() : null),
            ],
            labelled.Length > 0 ? batch.Weights[0].Values.ToArray() : []);
    }

    /// <summary>
    /// The mean of all samples that a pixel of the smaller picture covers; gray counts for every color.
    /// </summary>
    private static float Mean(PngImage image, int x, int y, int channel, int size)
    {
        var source = image.Channels >= 3 ? channel : 0;
        var (left, top) = (x * image.Width / size, y * image.Height / size);
        var right = Math.Max(left + 1, ((x + 1) * image.Width) / size);
        var bottom = Math.Max(top + 1, ((y + 1) * image.Height) / size);
        double sum = 0;
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                sum += image[row, column, source];
            }
        }

        return (float)(sum / ((right - left) * (bottom - top)) / image.MaxValue);
    }
}

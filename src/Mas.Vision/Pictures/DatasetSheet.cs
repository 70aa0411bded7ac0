using Mas.Engine.Memory;
using Mas.Learning.Examples;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Vision.Pictures;

/// <summary>Draws some views of a data set with all their maps side by side.</summary>
public static class DatasetSheet
{
    /// <summary>Draws the sheet.</summary>
    /// <param name="dataset">The data set; its tasks become the columns, between the picture and the mask.</param>
    /// <param name="views">Rows: views spread evenly over the buildings, fewer where there are not as many.</param>
    /// <param name="zoom">Pixels of the sheet a pixel of the data set, at least 1.</param>
    public static PngImage Draw(Dataset dataset, int views, int zoom = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(views, 1);
        (Building Building, int Index)[] all =
        [
            .. dataset.Buildings.SelectMany(building =>
                Enumerable.Range(0, building.Count(Split.Train)).Select(index => (building, index))),
        ];
        var count = Math.Min(views, all.Length);
        using var pool = new TensorPool();
        using var batch = new Batch(pool, 1, BatchShape.Pictures(dataset.ImageSize, dataset.Tasks));
        var rows = new List<ContactSheetRow>();
        var classes = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var (building, index) = all[(int)((long)all.Length * i / count)];
            building.Fill(batch, Split.Train, [index]);
            rows.Add(new ContactSheetRow(
                $"{building.Name} {building.ViewName(Split.Train, index)}", Pictures(dataset, batch)));
            foreach (var (task, target) in dataset.Tasks.Zip(batch.Targets))
            {
                if (task.Objective.HasClasses)
                {
                    classes.UnionWith(TaskPictures.Classes(task, target.Values, isOutput: false));
                }
            }
        }

        return ContactSheet.Draw(
            ["rgb", .. dataset.Tasks.Select(task => MapFormat.Of(task).Title), "mask"], rows, zoom, ClassLegend.Of(classes, dataset.Description));
    }

    private static List<PngImage> Pictures(Dataset dataset, Batch batch)
    {
        var size = dataset.ImageSize;
        var pictures = new List<PngImage> { TaskPictures.Draw(batch.Input.Values, size, size) };
        for (var i = 0; i < dataset.Tasks.Count; i++)
        {
            var task = dataset.Tasks[i];
            pictures.Add(TaskPictures.Draw(
                task, batch.Targets[i].Values, size, size, isOutput: false, dataset.NormalisationOf(task),
                mask: task.IsMasked ? batch.Weights[0].Values : default));
        }

        pictures.Add(TaskPictures.DrawMask(batch.Weights[0].Values, size, size));
        return pictures;
    }
}

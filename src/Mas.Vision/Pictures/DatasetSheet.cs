using Mas.Engine.Memory;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Vision.Pictures;

/// <summary>Draws some views of a data set with all their maps side by side.</summary>
public static class DatasetSheet
{
    /// <summary>Draws the sheet. Where a building has no maps for a task, its place stays empty.</summary>
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
        var rows = new List<ContactSheetRow>();
        var classes = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var (building, index) = all[(int)((long)all.Length * i / count)];
            LearningTask[] labelled = [.. dataset.Tasks.Where(building.HasMaps)];
            using var batch = new Batch(pool, 1, BatchShape.Pictures(dataset.ImageSize, labelled));
            building.Fill(batch, Split.Train, [index]);
            rows.Add(new ContactSheetRow(
                $"{building.Name} {building.ViewName(Split.Train, index)}", Pictures(dataset, labelled, batch)));
            foreach (var (task, target) in labelled.Zip(batch.Targets))
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

    private static List<PngImage?> Pictures(Dataset dataset, LearningTask[] labelled, Batch batch)
    {
        var size = dataset.ImageSize;
        var pictures = new List<PngImage?> { TaskPictures.Draw(batch.Input.Values, size, size) };
        foreach (var task in dataset.Tasks)
        {
            var place = Array.IndexOf(labelled, task);
            pictures.Add(place < 0 ? null : TaskPictures.Draw(
                task, batch.Targets[place].Values, size, size, isOutput: false, dataset.NormalisationOf(task),
                mask: task.IsMasked ? batch.Weights[0].Values : default));
        }

        pictures.Add(labelled.Length > 0 ? TaskPictures.DrawMask(batch.Weights[0].Values, size, size) : null);
        return pictures;
    }
}

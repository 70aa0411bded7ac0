using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Data;
using Mas.Learning.Pictures;
using Mas.Learning.Png;
using Mas.Learning.Tasks;

namespace Mas.Cli.Predictions;

/// <summary>Draws predictions beside the picture and, where it is known, below them the truth.</summary>
internal static class PredictionSheet
{
    /// <summary>Draws a sheet.</summary>
    /// <param name="folder">The run whose models predict.</param>
    /// <param name="views">The pictures, at least one.</param>
    /// <param name="description">The data set's, whose normalisation the maps have.</param>
    public static PngImage Draw(RunFolder folder, IReadOnlyList<PredictionView> views, DatasetDescription description)
    {
        if (views.Count == 0)
            throw new InputException("There is no view to predict from; choose another --split.");
        var tasks = folder.Options.TaskSet();
        var outputs = Predictor.Predict(folder, views);
        var rows = new List<ContactSheetRow>();
        for (int view = 0; view < views.Count; view++)
            rows.AddRange(Rows(views[view], outputs[view], tasks, folder.Options.ImageSize, description));
        var zoom = Math.Clamp(128 / folder.Options.ImageSize, 1, 4);
        return ContactSheet.Draw(["picture", .. tasks.Select(task => task.Name)], rows, zoom);
    }

    private static IEnumerable<ContactSheetRow> Rows(
        PredictionView view, float[][] outputs, IReadOnlyList<LearningTask> tasks, int size,
        DatasetDescription description)
    {
        var predicted = new List<PngImage> { TaskPictures.Draw(view.Picture, size, size) };
        var truth = new List<PngImage> { new(size, size, 3, 8) };
        for (int index = 0; index < tasks.Count; index++)
        {
            var task = tasks[index];
            var normalisation = description.NormalisationOf(task);

            // One range for both, so that what looks alike is alike.
            var mask = task.Loss is TaskLoss.L1 or TaskLoss.CrossEntropy ? [] : view.Mask;
            PictureRange? range = task.Outputs > 1 ? null : PictureRange.Of(view.Truth?[index] ?? outputs[index], mask);
            predicted.Add(TaskPictures.Draw(task, outputs[index], size, size, isOutput: true, normalisation, range));
            if (view.Truth is { } maps)
                truth.Add(TaskPictures.Draw(task, maps[index], size, size, isOutput: false, normalisation, range, mask));
        }

        yield return new($"{view.Label}: predicted", predicted);
        if (view.Truth is not null)
            yield return new("the truth", truth);
    }
}

using Mas.Vision.Pictures;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Predictions;

/// <summary>A picture with its maps, drawn as people see them.</summary>
/// <param name="Label">What to call it.</param>
/// <param name="Picture">What the models were given.</param>
/// <param name="Predicted">By task, what they made of it.</param>
/// <param name="Truth">By task, what would have been right; null where it is not known.</param>
/// <param name="Classes">The classes in its maps, as they are learned.</param>
internal sealed record DrawnView(
    string Label, PngImage Picture, IReadOnlyList<PngImage> Predicted, IReadOnlyList<PngImage?>? Truth,
    IReadOnlyCollection<int> Classes)
{
    /// <summary>Predicts from views and draws what comes of it.</summary>
    /// <inheritdoc cref="PredictionSheet.Draw"/>
    public static IReadOnlyList<DrawnView> Draw(
        IPredictor predictor, IReadOnlyList<PredictionView> views, DatasetDescription description) =>
        [.. views.Select(view => Draw(predictor, view, predictor.Predict(view.Picture, 1), description))];

    private static DrawnView Draw(
        IPredictor predictor, PredictionView view, float[][] outputs, DatasetDescription description)
    {
        var (tasks, size) = (predictor.Tasks, predictor.Input.Height);
        var (predicted, truth) = (new List<PngImage>(), new List<PngImage?>());
        var classes = new HashSet<int>();
        for (var index = 0; index < tasks.Count; index++)
        {
            var task = tasks[index];
            var normalisation = description.NormalisationOf(task.Field);

            // One range for both, so that what looks alike is alike.
            var mask = task.IsMasked ? view.Mask : [];
            PictureRange? range = task.Outputs > 1 ? null : PictureRange.Of(view.Truth?[index] ?? outputs[index], mask);
            predicted.Add(TaskPictures.Draw(task, outputs[index], size, size, isOutput: true, normalisation, range));
            if (task.Objective.HasClasses)
            {
                classes.UnionWith(TaskPictures.Classes(task, outputs[index], isOutput: true));
                classes.UnionWith(TaskPictures.Classes(task, view.Truth?[index], isOutput: false));
            }

            if (view.Truth is { } maps)
            {
                truth.Add(maps[index] is { } map
                    ? TaskPictures.Draw(task, map, size, size, isOutput: false, normalisation, range, mask) : null);
            }
        }

        return new(
            view.Label, TaskPictures.Draw(view.Picture, size, size), predicted, view.Truth is null ? null : truth,
            classes);
    }
}

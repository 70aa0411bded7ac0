using Mas.Learning;
using Mas.Vision.Pictures;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Predictions;

/// <summary>Draws predictions beside the picture and, where it is known, below them the truth, as one picture.</summary>
internal static class PredictionSheet
{
    /// <summary>Wide enough for the longest name of a task, with room to the next.</summary>
    private const int ColumnWidth = 192;

    /// <summary>Draws a sheet.</summary>
    /// <param name="predictor">The models that predict maps.</param>
    /// <param name="views">The pictures, at least one.</param>
    /// <param name="description">The data set's, whose normalisation the maps have.</param>
    public static PngImage Draw(
        IPredictor predictor, IReadOnlyList<PredictionView> views, DatasetDescription description)
    {
        if (views.Count == 0)
        {
            throw new InputException("There is no view to predict from; choose another --split.");
        }

        var rows = new List<ContactSheetRow>();
        var drawn = DrawnView.Draw(predictor, views, description);
        foreach (var view in drawn)
        {
            rows.Add(new($"{view.Label}: predicted", [view.Picture, .. view.Predicted]));
            if (view.Truth is { } truth)
            {
                rows.Add(new("the truth", [null, .. truth]));
            }
        }

        var zoom = Math.Clamp(ColumnWidth / predictor.Input.Height, 1, 4);
        return ContactSheet.Draw(
            ["picture", .. predictor.Tasks.Select(task => task.Label)], rows, zoom,
            ClassLegend.Of(drawn.SelectMany(view => view.Classes), description));
    }
}

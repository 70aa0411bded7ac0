using System.IO.Compression;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Reports.Views;
using Mas.Vision.Pictures;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Cli.Predictions;

/// <summary>The pictures of a run's report.</summary>
internal static class ReportPictures
{
    private const int Views = 4;

    /// <summary>
    /// Some test views of the run's data, predicted and true; none, with the reason told, where models or data are not
    /// there.
    /// </summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="note">Called with the reason if there are none.</param>
    /// <param name="cancellation">Stops the reading of data.</param>
    public static IReadOnlyList<ReportView> Draw(
        RunFolder folder, Action<string> note, CancellationToken cancellation) =>
        Draw(folder, ResumeOptions.None, note, cancellation);

    /// <inheritdoc cref="Draw(RunFolder, Action{string}, CancellationToken)"/>
    /// <param name="folder">The run folder.</param>
    /// <param name="changes">Where the data are now.</param>
    /// <param name="note">Called with the reason if there are none.</param>
    /// <param name="cancellation">Stops the reading of data.</param>
    public static IReadOnlyList<ReportView> Draw(
        RunFolder folder, ResumeOptions changes, Action<string> note, CancellationToken cancellation) => Draw(
            folder, changes.Data ?? folder.Options.Data ?? RunData.Location(folder.Options),
            () => folder.OpenData(changes, null, cancellation), note);

    /// <summary>The same of views of any data set.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="data">The data set's folder.</param>
    /// <param name="note">Called with the reason if there are none.</param>
    /// <param name="cancellation">Stops the reading of data.</param>
    public static IReadOnlyList<ReportView> Draw(
        RunFolder folder, string data, Action<string> note, CancellationToken cancellation) => Draw(
            folder, data, () => RunData.Open(folder.Options with { Data = data }, null, cancellation), note);

    private static IReadOnlyList<ReportView> Draw(
        RunFolder folder, string data, Func<IShardSet> open, Action<string> note)
    {
        // A report never makes data: that is for a run to do.
        if (folder.Options.Columns is not null)
        {
            return [];
        }

        if (!Directory.Exists(data))
        {
            note($"The report has no pictures: the data set {data} is not here.");
            return [];
        }

        try
        {
            using var opened = open();
            if (opened is not Dataset dataset)
            {
                return [];
            }

            var views = PredictionViews.Spread(dataset, Split.Test, Views);
            using var predictor = new RunPredictor(folder);
            return
            [
                .. DrawnView.Draw(predictor, views, dataset.Description).Select(view => new ReportView(
                    view.Label,
                    Encode(view.Picture),
                    [
                        .. predictor.Tasks.Select((task, index) => new ReportMap(
                            task.Label,
                            Encode(view.Predicted[index]),
                            view.Truth?[index] is { } truth ? Encode(truth) : null)),
                    ])
                {
                    Classes = ClassLegend.Of(view.Classes, dataset.Description),
                }),
            ];
        }
        catch (Exception failure) when (failure is InputException or IOException or UnauthorizedAccessException)
        {
            note($"The report has no pictures: {failure.Message}");
            return [];
        }
    }

    private static byte[] Encode(PngImage picture) => PngCodec.Encode(picture, CompressionLevel.Optimal);
}

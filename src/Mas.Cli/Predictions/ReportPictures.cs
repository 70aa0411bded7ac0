using System.IO.Compression;
using Mas.Federation.Reports;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Data;
using Mas.Learning.Png;

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
    /// <param name="note">Told why there are none.</param>
    /// <param name="cancellation">Stops the reading of data.</param>
    public static IReadOnlyList<ReportPicture> Draw(
        RunFolder folder, Action<string> note, CancellationToken cancellation) =>
        Draw(folder, folder.Options.Data ?? RunData.RoomsDirectory(folder.Options), note, cancellation);

    /// <summary>The same of views of any data set.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="data">The data set's folder.</param>
    /// <param name="note">Told why there are none.</param>
    /// <param name="cancellation">Stops the reading of data.</param>
    public static IReadOnlyList<ReportPicture> Draw(
        RunFolder folder, string data, Action<string> note, CancellationToken cancellation)
    {
        // A report never makes data: that is for a run to do.
        if (!Directory.Exists(data))
        {
            note($"The report has no pictures: the data set {data} is not here.");
            return [];
        }

        try
        {
            using var dataset = RunData.Open(folder.Options with { Data = data }, null, cancellation);
            var views = PredictionViews.Spread(dataset, Split.Test, Views);
            var sheet = PngCodec.Encode(
                PredictionSheet.Draw(folder, views, dataset.Description), CompressionLevel.Optimal);
            return
            [
                new($"{TaskWords.Count(views.Count, "picture")} that no client trained on: what the models make of each, and "
                    + "below it the truth. Gray is where the truth is not known.", sheet),
            ];
        }
        catch (Exception failure) when (failure is InputException or IOException or UnauthorizedAccessException)
        {
            note($"The report has no pictures: {failure.Message}");
            return [];
        }
    }
}

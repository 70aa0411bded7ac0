using System.Globalization;
using Mas.Learning.Files;

namespace Mas.Reports.Series;

/// <summary>
/// Series as a folder of TensorBoard: an event file per run, stage and split, so that training and validation are two
/// lines of one chart. Tags are <c>loss/depth</c>, <c>rmse/depth</c>, <c>round/trainFlops</c>; the step is the round.
/// </summary>
public static class TensorBoardFolder
{
    private const string Round = "round";

    /// <summary>Writes the files; those of the same runs are replaced.</summary>
    /// <param name="folder">The folder, created where it is missing.</param>
    /// <param name="runs">The runs. One alone has its stages in the folder itself; several have a folder each.</param>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public static void Write(string folder, IReadOnlyList<RunSeries> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach (var run in runs)
        {
            var place = runs.Count == 1 ? folder : Path.Combine(folder, run.Name);
            var labels = run.Options.TaskSet().ToDictionary(task => task.Mark, task => task.Label);
            foreach (var line in run.Measurements.Where(measured => measured.Client.Length == 0)
                .GroupBy(measured => Path.Combine(measured.Stage, Line(measured))))
            {
                Write(Path.Combine(place, line.Key), [.. line.Select(measured => (Tag(measured, labels), measured))]);
            }
        }
    }

    private static void Write(string folder, (string Tag, Measurement Measured)[] scalars)
    {
        var began = scalars.Min(scalar => scalar.Measured.Time);
        var seconds = ((DateTimeOffset)began).ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(folder);
        DurableFile.Write(
            Path.Combine(folder, $"events.out.tfevents.{seconds}.mas"), file => EventFile.Write(file, began, scalars));
    }

    /// <summary>What a round used is shown with its training losses.</summary>
    private static string Line(Measurement measured) => measured.Split.Length > 0 ? measured.Split : RunSeries.Train;

    private static string Tag(Measurement measured, Dictionary<string, string> labels) => measured.Task.Length > 0
        ? $"{measured.Name}/{labels.GetValueOrDefault(measured.Task, measured.Task)}" : $"{Round}/{measured.Name}";
}

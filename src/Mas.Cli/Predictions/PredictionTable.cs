using System.Globalization;
using Mas.Reports.Series;

namespace Mas.Cli.Predictions;

/// <summary>
/// Predictions of rows as a table in CSV: a row per example, in their order, with its number from 1 and the columns of
/// every <see cref="PredictedTarget"/>.
/// </summary>
internal static class PredictionTable
{
    private const int AtOnce = 1024;

    /// <summary>Predicts and writes the table.</summary>
    /// <param name="writer">Takes the text, with <c>\n</c> as the end of a line.</param>
    /// <param name="predictor">What predicts.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="fill">Writes the input of an example, by its number from 0.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static void Write(
        TextWriter writer, IPredictor predictor, int count, Action<Memory<float>, int> fill,
        CancellationToken cancellation)
    {
        PredictedTarget[] targets =
        [
            .. predictor.Tasks.Select(task => new PredictedTarget(
                task, predictor.Meaning.Targets.FirstOrDefault(target => target.Field == task.Field))),
        ];
        WriteLine(writer, ["row", .. targets.SelectMany(target => target.Columns)]);
        var width = predictor.Input.Of(1).Count;
        var inputs = new float[width * Math.Min(count, AtOnce)];
        for (var first = 0; first < count; first += AtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var taken = Math.Min(AtOnce, count - first);
            for (var example = 0; example < taken; example++)
            {
                fill(inputs.AsMemory(example * width, width), first + example);
            }

            var outputs = predictor.Predict(inputs.AsSpan(0, taken * width), taken);
            for (var example = 0; example < taken; example++)
            {
                WriteLine(
                    writer,
                    [
                        (first + example + 1).ToString(CultureInfo.InvariantCulture),
                        .. targets.SelectMany((target, task) => target.Cells(Of(outputs[task], example, taken))),
                    ]);
            }
        }
    }

    private static ReadOnlySpan<float> Of(float[] outputs, int example, int count)
    {
        var length = outputs.Length / count;
        return outputs.AsSpan(example * length, length);
    }

    private static void WriteLine(TextWriter writer, IEnumerable<string> cells) =>
        writer.Write($"{string.Join(',', cells.Select(CsvText.Quoted))}\n");
}

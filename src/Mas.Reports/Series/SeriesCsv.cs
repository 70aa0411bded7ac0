using System.Globalization;

namespace Mas.Reports.Series;

/// <summary>
/// Series as one tidy table, RFC 4180: a row per number. Its columns keep their names and meanings, because other
/// programs read them; docs/reference/metrics.md lists them.
/// </summary>
public static class SeriesCsv
{
    private const string Head = "run,method,seed,stage,round,time,split,task,client,metric,value";

    /// <summary>Writes the table, with a line of headings.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="writer">Takes the text, with <c>\n</c> as the end of a line.</param>
    public static void Write(IEnumerable<RunSeries> runs, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"{Head}\n");
        foreach (var run in runs)
        {
            var (name, method) = (CsvText.Quoted(run.Name), CsvText.Quoted(run.Options.Method));
            foreach (var measured in run.Measurements)
            {
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name},{method},{run.Options.Seed},{CsvText.Quoted(measured.Stage)},{measured.Round},"));
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{measured.Time:yyyy-MM-ddTHH:mm:ss.fffZ},{measured.Split},{CsvText.Quoted(measured.Task)},"));
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{CsvText.Quoted(measured.Client)},{measured.Name},{measured.Value:R}\n"));
            }
        }
    }
}

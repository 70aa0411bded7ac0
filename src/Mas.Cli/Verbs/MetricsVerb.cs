using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Federation.Comparisons;
using Mas.Federation.Runs;
using Mas.Learning.Files;
using Mas.Reports.Series;

namespace Mas.Cli.Verbs;

/// <summary><c>mas metrics</c>: what runs measured, round by round, for other programs.</summary>
internal static class MetricsVerb
{
    private const string Csv = "csv";
    private const string TensorBoard = "tensorboard";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the run or the comparison." };
        var format = Choice.OneOf(
            "--format", Csv, [Csv, TensorBoard],
            $"How they are written: {Csv} (one table, a row per number), {TensorBoard} (event files, one per stage and split).");
        var place = Choice.Place(
            "--out", "PATH", $"The file of {Csv}, or the folder of {TensorBoard}; replaced if it exists. Default: standard "
            + $"output, or the folder {TensorBoard} in DIR.");
        var verb = new Verb(
            "metrics",
            "Writes what a run measured, round by round: losses and metrics by task and stage, learning rates, and costs. "
            + "Of a comparison, what all its runs measured. Runs may be unfinished.",
            "mas metrics runs/first --out first.csv",
            "mas metrics runs/first --format tensorboard")
        {
            directory,
        };
        verb.Add(OptionSection.Results, format, place);
        verb.SetAction(parsed =>
        {
            var (folder, path) = (parsed.GetValue(directory)!, parsed.GetValue(place));
            var runs = Read(folder);
            if (parsed.GetValue(format) == TensorBoard)
            {
                path ??= Path.Combine(folder, TensorBoard);
                NamedFolder.Create("The folder", path);
                TensorBoardFolder.Write(path, runs);
            }
            else if (path is null)
            {
                SeriesCsv.Write(runs, terminal.Out);
                return ExitCode.Done;
            }
            else
            {
                using var text = new StringWriter();
                SeriesCsv.Write(runs, text);
                DurableFile.WriteText(path, text.ToString());
            }

            terminal.Out.WriteLine(path);
            return ExitCode.Done;
        });
        return verb;
    }

    private static IReadOnlyList<RunSeries> Read(string folder)
    {
        if (!ComparisonFolder.Is(folder))
        {
            return [Read(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), folder)];
        }

        return
        [
            .. ComparisonFolder.Open(folder, CommandCatalogue.Runs).Runs.Where(run => run.IsBegun)
                .Select(run => Read(Path.GetRelativePath(Path.Combine(folder, "runs"), run.Path), run.Path)),
        ];
    }

    private static RunSeries Read(string name, string path)
    {
        using var folder = RunFolder.Look(path, CommandCatalogue.Learning);
        return RunSeries.Read(name, folder);
    }
}

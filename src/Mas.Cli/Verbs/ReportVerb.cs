using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Cli.Showing;
using Mas.Federation.Comparisons;
using Mas.Federation.Runs;
using Mas.Reports;
using Mas.Reports.Comparing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas report</c>: writes the report of a run or a comparison again.</summary>
internal static class ReportVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the run or the comparison." };
        var data = Choice.Place(
            "--data", "DIR", "The folder that the run's data set has moved to, for pictures of what the models "
            + "predict. Default: where it was.");
        var cache = RunChoice.Cache();
        var verb = new Verb(
            "report",
            "Writes the report of a run or a comparison again, from its files alone. A run may be unfinished or still "
            + "running. Writes report.html and figures/*.svg, and a comparison's tables.",
            "mas report runs/first")
        {
            directory,
        };
        verb.Add(OptionSection.Data, data, cache);
        verb.SetAction(parsed =>
        {
            var place = parsed.GetValue(directory)!;
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var changes = new ResumeOptions { Data = parsed.GetValue(data), Cache = parsed.GetValue(cache) };
                terminal.Out.WriteLine(ComparisonFolder.Is(place)
                    ? OfComparison(terminal, place) : OfRun(terminal, place, changes, interruption.Token));
                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static string OfComparison(Terminal terminal, string place)
    {
        new ComparisonSession(terminal, ComparisonFolder.Open(place, CommandCatalogue.Runs), json: false).Write();
        return Path.Combine(place, ComparisonReport.FileName);
    }

    private static string OfRun(
        Terminal terminal, string place, ResumeOptions changes, CancellationToken cancellation)
    {
        using var folder = RunFolder.Look(place, CommandCatalogue.Learning);
        return ReportFiles.Write(
            folder, CommandCatalogue.Runs,
            ReportPictures.Draw(folder, changes, terminal.Error.WriteLine, cancellation));
    }
}

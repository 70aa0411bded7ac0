using System.CommandLine;
using Mas.Cli.Predictions;
using Mas.Federation.Reports;
using Mas.Federation.Runs;

namespace Mas.Cli.Verbs;

/// <summary><c>mas report</c>: draws the report of a run anew.</summary>
internal static class ReportVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the run." };
        var verb = new Command(
            "report",
            "Draws report.html and figures/*.svg of a run from its files alone, also while it goes on or after it was "
            + "interrupted.")
        {
            directory,
        };
        verb.SetAction(parsed =>
        {
            using var folder = RunFolder.Look(parsed.GetValue(directory)!);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                var pictures = ReportPictures.Draw(folder, terminal.Error.WriteLine, interruption.Token);
                terminal.Out.WriteLine(ReportFiles.Write(folder, pictures));
                return ExitCode.Done;
            });
        });
        return verb;
    }
}

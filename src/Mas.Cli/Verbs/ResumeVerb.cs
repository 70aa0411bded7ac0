using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Cli.Verbs;

/// <summary><c>mas resume</c>: resumes a run that was interrupted, killed or failed.</summary>
internal static class ResumeVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the run, or of a comparison." };
        var threads = Choice.Whole(
            "--threads", null, RunRanges.Threads, "Threads that train at once, by default as many as the run began with");
        var json = Choice.Json();
        var verb = new Verb(
            "resume",
            "Resumes a run or a comparison after its last finished round. The models are the same, to the bit, as if it had "
            + "never stopped.",
            "mas resume runs/first")
        {
            directory, threads, json,
        };
        verb.SetAction(parsed =>
        {
            var place = parsed.GetValue(directory)!;
            int? workers = parsed.GetResult(threads) is null ? null : parsed.GetValue(threads);
            if (ComparisonFolder.Is(place))
            {
                return new ComparisonSession(terminal, ComparisonFolder.Open(place, workers), parsed.GetValue(json)).Run();
            }

            using var folder = RunFolder.Look(place);
            var past = RunHistory.Read(folder.JournalPath).Events;
            var session = new RunSession(terminal, place, folder.Options, parsed.GetValue(json));
            return session.Run(
                past, (observer, cancellation) => FederatedRun.Resume(place, observer, cancellation, workers));
        });
        return verb;
    }
}

using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation;
using Mas.Federation.Comparisons;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary><c>mas resume</c>: goes on with a run that was interrupted, killed or failed.</summary>
internal static class ResumeVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the run, or of a comparison." };
        var threads = new Option<int?>("--threads")
        {
            HelpName = "N",
            Description = $"Threads that work at once; {RunRanges.Threads}. Left out: as many as the run began with. The "
                + "models do not depend on it.",
        };
        var json = Choice.Json();
        var verb = new Command(
            "resume",
            "Goes on with a run, or a comparison, after its last finished round. The models end up the same, to the bit, as if it had never "
            + "stopped.")
        {
            directory, threads, json,
        };
        verb.SetAction(parsed =>
        {
            var (place, workers) = (parsed.GetValue(directory)!, parsed.GetValue(threads));
            if (workers is { } count && !RunRanges.Threads.Contains(count))
                throw new InputException($"--threads {count} is out of range; it must be {RunRanges.Threads}.");
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

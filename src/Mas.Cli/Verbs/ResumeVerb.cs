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
            "--threads", null, RunTable.Whole(nameof(RunOptions.Threads)), "Threads that train at once, by default as many as the run began "
            + "with");
        var data = Choice.Place(
            "--data", "DIR", "The folder that the data set has moved to; it must hold the same pictures. Default: "
            + "where it was.");
        var cache = RunChoice.Cache();
        var json = Choice.Json();
        var verb = new Verb(
            "resume",
            "Resumes a run or a comparison after its last finished round. The models are the same, bit for bit, as if "
            + "it had never stopped.",
            "mas resume runs/first",
            "mas resume runs/first --data DIR")
        {
            directory,
        };
        verb.Add(OptionSection.Data, data, cache);
        verb.Add(OptionSection.Results, threads, json);
        verb.SetAction(parsed =>
        {
            var place = parsed.GetValue(directory)!;
            var changes = new ResumeOptions
            {
                Data = parsed.GetValue(data),
                Cache = parsed.GetValue(cache),
                Threads = parsed.GetResult(threads) is null ? null : parsed.GetValue(threads),
            };
            if (ComparisonFolder.Is(place))
            {
                var comparison = ComparisonFolder.Open(
                    place, CommandCatalogue.Runs, changes, terminal.Error.WriteLine);
                return new ComparisonSession(terminal, comparison, parsed.GetValue(json)).Run();
            }

            using var folder = RunFolder.Look(place, CommandCatalogue.Learning);
            var past = RunHistory.Read(folder.JournalPath).Events;
            var session = new RunSession(terminal, place, folder.Options, parsed.GetValue(json));
            return session.Run(
                past, (observer, cancellation) =>
                    FederatedRun.Resume(place, CommandCatalogue.Runs, observer, cancellation, changes));
        });
        return verb;
    }
}

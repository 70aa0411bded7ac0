using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Policy;

namespace Mas.Cli.Verbs;

/// <summary><c>mas prune</c>: removes from a fleet what has ended long ago, alongside its server or not.</summary>
internal static class PruneVerb
{
    private static readonly IntegerRange _days = new(1, 36500);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var older = Choice.Days(
            "--older-than", _days, "Remove runs, with folders and models, and submissions that ended so long ago");
        var policy = Choice.Place(
            "--policy", "FILE", "The owner's policy, which says how long ended runs are kept, where "
            + "--older-than does not.");
        var dry = Choice.Switch("--dry-run", "Only report what would be removed.");
        var verb = new Verb(
            "prune",
            "Removes from a fleet what has ended long ago: runs with their folders, models and submissions, submissions "
            + "no run began with, and tokens that have expired. A run that has not ended is never removed, nor one that "
            + "another process works on, and no number is used twice. A server does the same once a day by its policy.",
            "mas prune --older-than 30d --dry-run",
            "mas prune --policy policy.json");
        verb.Add("What to remove", older, policy, dry);
        FleetChoices.AddPlace(verb);
        verb.SetAction(parsed =>
        {
            var fleet = parsed.GetValue(FleetChoices.Folder)!;
            if (!Directory.Exists(fleet))
            {
                throw new InputException($"--fleet {fleet} does not exist.");
            }

            var days = parsed.GetValue(older);
            var keep = days > 0
                ? new Retention(TimeSpan.FromDays(days), TimeSpan.FromDays(days))
                : FleetPolicy.Read(parsed.GetValue(policy), CommandCatalogue.Runs).Retention();
            var dryRun = parsed.GetValue(dry);
            var pruned = FleetServer.Prune(fleet, keep, dryRun, TimeProvider.System, FleetChoices.Database(parsed))
                .GetAwaiter().GetResult();
            terminal.Out.WriteLine($"{(dryRun ? "Would remove" : "Removed")} {pruned}.");
            return ExitCode.Done;
        });
        return verb;
    }
}

using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary><c>mas fleet</c>: server, devices and submissions on this machine.</summary>
internal static class FleetVerb
{
    private const int Devices = 8;
    private const string Standard = "sdn,kt";

    // A fleet that is tried should be done while somebody watches: within four minutes on two cores.
    private static readonly RunOptions _quick = new() { Rounds = 12, MergeRounds = 4, EvaluateEvery = 4, ImageSize = 32 };

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "fleet",
            "A whole fleet on this machine: a server, a process for every device with a building of its own, and task "
            + "sets submitted one after the other, merged once all are there, split, finished and fetched. Everything is gone when it ends or "
            + "is interrupted; the same command goes on with what has not ended. Its defaults take less than four minutes "
            + "on two cores. Without faults the models are those of mas run, to the bit.");
        var fleet = new FleetChoices(verb, Devices, "Devices, one a building; of --data, the first");
        var sets = Choice.Word(
            "--tasks", "SETS", Standard, "What to learn, a letter a task; with commas between, several sets that are "
            + "submitted one after the other.");
        var folder = Choice.Place(
            "--out", "DIR", "The folder the models are put into. Left out: fetched, in the fleet's folder.");
        var choices = new RunChoices(_quick);
        var json = Choice.Json();
        verb.Add(sets);
        choices.AddTo(verb, "--buildings", "--tasks", "--out");
        verb.Add(folder);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var asked = Sets(parsed.GetValue(sets)!);
            var defaults = choices.Read(parsed) with { Tasks = string.Concat(asked.SelectMany(set => set).Distinct()) };
            var options = fleet.Read(parsed, defaults with { Buildings = _quick.Buildings, Out = null });
            options = options with
            {
                Queue = options.Queue with
                {
                    BeginsHeld = true,
                    Pictures = ReportPictures.Draw,
                    Defaults = options.Queue.Defaults with
                    {
                        Buildings = defaults.Data is null ? options.Queue.Devices : _quick.Buildings,
                    },
                },
            };
            using var interruption = new Interruption(terminal);
            var again = FleetChoices.Again(parsed);
            return interruption.Guard(
                () => $"Nothing finished is lost: 'mas {again}' goes on from there.",
                () => new LocalFleet(terminal, options, asked, parsed.GetValue(folder), parsed.GetValue(json))
                    .Run(interruption.Token).GetAwaiter().GetResult());
        });
        return verb;
    }

    private static string[] Sets(string list)
    {
        string[] sets = list.Split(',', StringSplitOptions.TrimEntries);
        return sets.All(set => set.Length > 0 && set.Distinct().Count() == set.Length)
            ? sets
            : throw new InputException(
                $"--tasks {list} cannot be read; give sets of letters with commas between, each letter once a set.");
    }
}

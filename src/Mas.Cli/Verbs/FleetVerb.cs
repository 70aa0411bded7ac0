using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Server.Policy;

namespace Mas.Cli.Verbs;

/// <summary><c>mas fleet</c>: server, devices and submissions on this machine.</summary>
internal static class FleetVerb
{
    private const int Devices = 8;
    private const string Standard = "sdn,kt";

    // A first try should end while its user watches: within four minutes on two cores.
    private static readonly RunOptions _quick = new() { Rounds = 12, MergeRounds = 4, EvaluateEvery = 4, ImageSize = 32 };

    // All devices are the user's own: no model must be hidden from another owner.
    private static readonly FleetPolicy _own = new() { SmallestCohort = 1 };

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Verb(
            "fleet",
            "Runs a whole fleet on this machine: a server, one process per device with a building of its own, and task "
            + "sets submitted one after the other, merged once all are in, split, finished and fetched. All processes "
            + "end with it; the same command resumes what is unfinished. Its defaults take less than four minutes on "
            + "two cores. Without faults the models are those of mas run, bit for bit.",
            "mas fleet",
            "mas fleet --devices 4 --tasks sd,nk --out models",
            "mas fleet --devices 4 --table air.csv --client station --targets Rain:class");
        var sets = Choice.Word(
            "--tasks", "SETS", Standard, "The tasks, one letter each; several sets, separated by commas, are submitted "
            + "one after the other. With --targets, all targets are one set.");
        verb.Add(OptionSection.Learning, sets);
        var fleet = new FleetChoices(verb, Devices, "Devices, one per building, from the first");
        var folder = Choice.Place(
            "--out", "DIR", "The folder for the models. Default: fetched, in the fleet's folder.");
        var choices = new RunChoices(_quick);
        var json = Choice.Json();
        choices.AddTo(verb, "--buildings", "--tasks", "--from", "--out");
        verb.Add(OptionSection.Results, folder, json);
        verb.Faults = parsed =>
            [
                .. Faults(parsed.GetValue(sets)!),
                .. choices.Read(parsed).Columns is not null && parsed.GetResult(sets) is { Implicit: false }
                    ? ["--tasks is for pictures in Taskonomy's layout; leave it out, as --targets names the tasks."]
                    : Array.Empty<string>(),
                .. ServeVerb.TargetFaults(choices.Read(parsed)),
                .. CommandCatalogue.Runs.Faults(
                    Defaults(parsed, choices, parsed.GetValue(sets)!), OptionSpelling.Command),
            ];
        verb.SetAction(parsed =>
        {
            var defaults = Defaults(parsed, choices, parsed.GetValue(sets)!);
            var asked = defaults.Columns is null ? Sets(parsed.GetValue(sets)!)
                : [TaskMarks.Write([.. RunData.WithTargets(defaults).OwnTasks!.Select(task => task.Mark)])];
            var options = fleet.Read(parsed, defaults);
            options = options with
            {
                Queue = options.Queue with
                {
                    BeginsHeld = true,
                    Policy = _own,
                    Pictures = ReportPictures.Draw,
                    Defaults = options.Queue.Defaults with
                    {
                        Buildings = defaults.Data is null ? options.Queue.Devices : _quick.Buildings,
                    },
                },
            };
            using var interruption = new Interruption(terminal);
            return interruption.Guard(
                () => $"Finished work is kept; '{TypedCommand.Of(parsed)}' resumes it.",
                () => new LocalFleet(terminal, options, asked, parsed.GetValue(folder), parsed.GetValue(json))
                    .Run(interruption.Token).GetAwaiter().GetResult());
        });
        return verb;
    }

    private static RunOptions Defaults(ParseResult parsed, RunChoices choices, string sets)
    {
        var tasks = string.Concat(Sets(sets).SelectMany(set => set).Distinct());
        var options = choices.Read(parsed) with { Buildings = _quick.Buildings, Out = null };
        return options.Columns is not null ? options
            : tasks.Length == 1 ? MethodCatalogue.Standard.Fit(options, tasks) : options with { Tasks = tasks };
    }

    private static string[] Sets(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    private static IEnumerable<string> Faults(string sets) =>
        Sets(sets).All(set => set.Length > 0 && set.Distinct().Count() == set.Length)
            ? []
            : [ValueFault.Of("--tasks", $"'{sets}'", "sets of letters separated by commas, each letter once per set")];
}

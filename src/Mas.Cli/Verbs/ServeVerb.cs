using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas serve</c>: one run on devices that join from outside.</summary>
internal static class ServeVerb
{
    private const int Devices = 4;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "serve",
            "Serves one run to devices: waits until enough have joined, trains on them as mas run does on simulated "
            + "clients, and reports. The same command goes on with a run that was interrupted or killed. Options of the run are "
            + "those of mas run; data lies with the devices, and --data only draws the report's pictures.");
        var fleet = new FleetChoices(
            verb, Devices, "Devices that a new run waits for; all that have joined by then take part");
        var choices = new RunChoices();
        var json = Choice.Json();
        choices.AddTo(verb);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var serving = fleet.Read(parsed);
            var options = FleetRun.Settle(choices.Read(parsed));
            var again = $"mas serve --fleet {serving.Folder} --out {options.Out}";
            return new FleetRun(terminal, options, parsed.GetValue(json), again)
                .Serve(serving, (_, _, _) => null);
        });
        return verb;
    }
}

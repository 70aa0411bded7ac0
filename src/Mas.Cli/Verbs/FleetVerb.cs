using System.CommandLine;
using System.Globalization;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server;

namespace Mas.Cli.Verbs;

/// <summary><c>mas fleet</c>: server, devices and one run on this machine.</summary>
internal static class FleetVerb
{
    private const int Devices = 8;
    private static readonly TimeSpan TokenIsGood = TimeSpan.FromHours(1);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "fleet",
            "A whole fleet on this machine: a server, a process for every device with a building of its own, and one "
            + "run over them. Everything is gone when it ends or is interrupted; the same command goes on. Without "
            + "faults the models are those of mas run, to the bit.");
        var fleet = new FleetChoices(verb, Devices, "Devices, one a building; of --data, the first");
        var choices = new RunChoices();
        var json = Choice.Json();
        choices.AddTo(verb);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var serving = fleet.Read(parsed);
            var asked = choices.Read(parsed);
            var options = FleetRun.Settle(asked with
            {
                Buildings = asked.Data is null ? serving.Devices : asked.Buildings,
            });
            var again = $"mas fleet --devices {serving.Devices} --fleet {serving.Folder} --out {options.Out}";
            return new FleetRun(terminal, options, parsed.GetValue(json), again).Serve(
                serving, (address, observer, cancellation) =>
                {
                    var processes = new DeviceProcesses(observer.Note);
                    try
                    {
                        var data = Buildings(options, serving.Devices, observer.Note, cancellation);
                        Start(processes, serving.Folder, address, data, options);
                        return processes;
                    }
                    catch
                    {
                        processes.Dispose();
                        throw;
                    }
                });
        });
        return verb;
    }

    /// <summary>The data's folder and the buildings the devices own.</summary>
    private static (string Folder, IReadOnlyList<string> Names) Buildings(
        RunOptions options, int devices, Action<string>? note, CancellationToken cancellation)
    {
        using var dataset = RunData.Open(options, note, cancellation);
        return dataset.Buildings.Count >= devices
            ? (dataset.Directory, [.. dataset.Buildings.Take(devices).Select(building => building.Name)])
            : throw new InputException(
                $"--devices {devices} is more than the {dataset.Buildings.Count} buildings of {dataset.Directory}.");
    }

    private static void Start(
        DeviceProcesses processes, string fleet, Uri address, (string Folder, IReadOnlyList<string> Names) data,
        RunOptions options)
    {
        var threads = Math.Max(1, options.Threads / data.Names.Count);
        foreach (var name in data.Names)
        {
            processes.Start(
                name, FleetServer.CreateToken(fleet, TokenIsGood, TimeProvider.System), "--server", address.ToString(),
                "--data", data.Folder, "--tasks", options.Tasks, "--folder", Path.Combine(fleet, "devices", name),
                "--threads", threads.ToString(CultureInfo.InvariantCulture));
        }
    }
}

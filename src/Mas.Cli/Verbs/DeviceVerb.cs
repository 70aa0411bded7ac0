using System.CommandLine;
using System.Net;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary><c>mas device</c>: a device that works for a fleet until it is told to stop.</summary>
internal static class DeviceVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var server = ServerChoices.Address();
        var trusted = ServerChoices.Trusted();
        var data = new Option<string>("--data")
        {
            HelpName = "DIR",
            Description = "The data set's folder in Taskonomy's layout. Pictures never leave this machine.",
            Required = true,
        };
        var building = Choice.Place(
            "--building", "NAME", "The building that is this device's own. Left out: the only one there is.");
        var tasks = Choice.Place(
            "--tasks", "LETTERS", "The tasks to learn, a letter each. Left out: all that the folder has maps for.");
        var folder = Choice.Word(
            "--folder", "DIR", "device", "The device's own folder: its key and the models it has fetched.");
        var token = Choice.Place(
            "--token", "TOKEN", "The token to join with, of mas token. Left out: the environment's "
            + $"{DeviceToken.Variable}; neither is needed by a device that has joined.");
        var threads = Choice.Whole(
            "--threads", Environment.ProcessorCount, $"Threads to train with; {RunRanges.Threads}.");
        var attached = Choice.Switch(
            "--until-input-ends", "Stop when standard input closes, as it does when whoever started the device ends.");
        var verb = new Command(
            "device",
            "Works for a fleet on pictures of its own: asks for orders, trains, sends updates. It opens every "
            + "connection itself. Interrupted, it stops between two batches; started again, it goes on.")
        {
            server, trusted, data, building, tasks, folder, token, threads, attached,
        };
        var giving = new GivingChoices(verb);
        verb.SetAction(parsed =>
        {
            var options = giving.Read(parsed, new DeviceOptions
            {
                Server = ServerChoices.Address(parsed.GetValue(server)!),
                Trust = ServerChoices.Trust(parsed.GetValue(trusted)),
                Folder = parsed.GetValue(folder)!,
                Data = parsed.GetValue(data)!,
                Building = parsed.GetValue(building),
                Tasks = parsed.GetValue(tasks),
                Token = parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(DeviceToken.Variable),
                Threads = parsed.GetValue(threads),
            });
            if (!RunRanges.Threads.Contains(options.Threads))
            {
                throw new InputException(
                    $"--threads {options.Threads} is out of range; it must be {RunRanges.Threads}.");
            }

            return Work(terminal, options, parsed.GetValue(attached));
        });
        return verb;
    }

    private static int Work(Terminal terminal, DeviceOptions options, bool untilInputEnds)
    {
        using var interruption = new Interruption(terminal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        if (untilInputEnds)
        {
            _ = Task.Run(() =>
            {
                Console.In.ReadToEnd();
                stop.Cancel();
            });
        }

        return interruption.Guard(() => "What it was at is handed back; started again, it goes on.", () =>
        {
            using var agent = new DeviceAgent(options, terminal.Error.WriteLine, TimeProvider.System);
            try
            {
                agent.Run(stop.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (!interruption.Token.IsCancellationRequested)
            {
                // Whoever started it has ended.
            }
            catch (RefusedException refused) when (refused.Status
                is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.UpgradeRequired)
            {
                // No start mends it: a token that is not good, no key that is known, another protocol.
                throw new InputException(
                    options.Token is null && refused.Status is HttpStatusCode.Unauthorized
                        ? $"{refused.Message} Give a --token of mas token, or set {DeviceToken.Variable}."
                        : refused.Message,
                    refused);
            }

            return ExitCode.Done;
        });
    }
}

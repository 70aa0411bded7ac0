using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Dashboard;
using Mas.Server;

namespace Mas.Cli.Verbs;

/// <summary><c>mas serve</c>: the server of a fleet, until it is told to stop.</summary>
internal static class ServeVerb
{
    private const int Devices = 4;
    private const int Window = 10;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "serve",
            "Serves a fleet until it is told to stop: operators submit tasks, devices train them. Submissions of equal "
            + "recipe that wait at the same time are merged into one run. Started again, it goes on with all that has not "
            + "ended. The options of mas run are the defaults of what recipes leave open.");
        var fleet = new FleetChoices(
            verb, Devices, "Devices that a run begins with at least; all that can take part by then do", Window);
        var listen = new ListenChoices(verb);
        var limits = new LimitChoices(verb);
        var choices = new RunChoices();
        choices.AddTo(verb, "--data", "--buildings", "--tasks", "--out");
        verb.SetAction(parsed =>
        {
            var options = listen.Read(parsed, limits.Read(parsed, fleet.Read(parsed, choices.Defaults(parsed))));
            using var certificate = options.Certificate;
            using var interruption = new Interruption(terminal);
            Serve(terminal, options, interruption.Token).GetAwaiter().GetResult();
            return ExitCode.Done;
        });
        return verb;
    }

    private static async Task Serve(Terminal terminal, FleetOptions options, CancellationToken stop)
    {
        await using var server = await FleetServer.Start(new FleetDashboard().On(options), TimeProvider.System);
        using var log = new FleetLog(terminal, terminal.Out, server.Fleet);
        log.Note($"Serving {options.Directory} at {server.Address}, the dashboard too.");
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            log.Note("Told to stop; the next start goes on with all that has not ended.");
        }
    }
}

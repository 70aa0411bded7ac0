using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Dashboard;
using Mas.Federation.Reports;
using Mas.Federation.Runs;
using Mas.Learning;
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
        var pictures = Choice.Place(
            "--pictures", "DIR", "A data set of your own in the layout of mas run's --data: reports and the dashboard show what "
            + "a run's models make of four of its test views. It stays here. Left out: no pictures.");
        verb.Add(pictures);
        var choices = new RunChoices();
        choices.AddTo(verb, "--data", "--buildings", "--tasks", "--out");
        verb.SetAction(parsed =>
        {
            var options = listen.Read(parsed, limits.Read(parsed, fleet.Read(parsed, choices.Defaults(parsed))));
            using var certificate = options.Certificate;
            if (parsed.GetValue(pictures) is { } data)
                options = options with { Queue = options.Queue with { Pictures = Of(data) } };
            using var interruption = new Interruption(terminal);
            Serve(terminal, options, interruption.Token).GetAwaiter().GetResult();
            return ExitCode.Done;
        });
        return verb;
    }

    private static Func<RunFolder, Action<string>, CancellationToken, IReadOnlyList<ReportView>> Of(string data) =>
        Directory.Exists(data)
            ? (folder, note, cancellation) => ReportPictures.Draw(folder, data, note, cancellation)
            : throw new InputException($"--pictures {data} is no folder.");

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

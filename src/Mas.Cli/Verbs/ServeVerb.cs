using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Cli.Predictions;
using Mas.Dashboard;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Reports.Views;
using Mas.Server;
using Mas.Server.Policy;

namespace Mas.Cli.Verbs;

/// <summary><c>mas serve</c>: the server of a fleet, until it is told to stop.</summary>
internal static class ServeVerb
{
    private const int Devices = 4;
    private const int Window = 10;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Verb(
            "serve",
            "Serves a fleet until it is stopped: operators submit tasks, devices train them. Submissions of the same "
            + "recipe that wait at the same time are merged into one run. After a restart, it resumes everything "
            + "unfinished. The options of mas run are defaults for options that a submission omits.",
            "mas serve --fleet fleet --port 8080",
            "mas serve --address 0.0.0.0 --certificate tls/server.pem --key tls/server.key",
            "mas serve --source table --client station --targets Rain:class");
        var fleet = new FleetChoices(
            verb, Devices, "Fewest devices with which a run starts; all that are present then take part", Window);
        var listen = new ListenChoices(verb);
        var limits = new LimitChoices(verb);
        var policy = Choice.Place(
            "--policy", "FILE", "A JSON file of what operators may ask for and how long finished runs are kept; "
            + "docs/reference/security.md lists its keys. Default: the built-in policy.");
        verb.Add(OptionSection.Limits, policy);
        var openId = new OpenIdChoices(verb);
        var pictures = Choice.Place(
            "--pictures", "DIR", "A data set in Taskonomy's layout, for reports and the dashboard: predictions on four "
            + "of its test views. It stays on this machine. Default: no pictures.");
        verb.Add(OptionSection.Data, pictures);
        var twoEyes = Choice.Switch(
            "--two-eyes", "Held splits need the approval of an operator who has submitted nothing to the run.");
        verb.Add(OptionSection.Fleet, twoEyes);
        var choices = new RunChoices();
        choices.AddTo(verb, "--data", "--buildings", "--tasks", "--from", "--out", "--cache");
        verb.Faults = parsed =>
        [
            .. listen.Faults(parsed), .. openId.Faults(parsed),
            .. CommandCatalogue.Runs.Faults(choices.Read(parsed), OptionSpelling.Command),
            .. TargetFaults(choices.Read(parsed)),
            .. Faults(parsed.GetValue(pictures)),
        ];
        verb.SetAction(parsed =>
        {
            var options = listen.Read(parsed, limits.Read(parsed, fleet.Read(parsed, choices.Read(parsed))));
            using var certificate = options.Certificate;
            var allowed = FleetPolicy.Read(parsed.GetValue(policy), CommandCatalogue.Runs);
            options = options with
            {
                Queue = options.Queue with { TwoEyes = parsed.GetValue(twoEyes), Policy = allowed },
                OpenId = openId.Read(parsed),
            };
            if (parsed.GetValue(pictures) is { } data)
            {
                options = options with { Queue = options.Queue with { Pictures = Of(data) } };
            }

            using var interruption = new Interruption(terminal);
            Serve(terminal, options, interruption.Token).GetAwaiter().GetResult();
            return ExitCode.Done;
        });
        return verb;
    }

    private static Func<RunFolder, Action<string>, CancellationToken, IReadOnlyList<ReportView>> Of(string data) =>
        (folder, note, cancellation) => ReportPictures.Draw(folder, data, note, cancellation);

    /// <summary>What is wrong with targets, which no data are opened here to say.</summary>
    internal static IEnumerable<string> TargetFaults(RunOptions options)
    {
        try
        {
            RunData.WithTargets(options);
            return [];
        }
        catch (InputException fault)
        {
            return [fault.Message];
        }
    }

    private static IEnumerable<string> Faults(string? pictures) => pictures is null || Directory.Exists(pictures)
        ? [] : [ValueFault.Of("--pictures", $"'{pictures}'", "a folder that exists")];

    private static async Task Serve(Terminal terminal, FleetOptions options, CancellationToken stop)
    {
        OwnFiles.MakeNoOthers();
        var wasOpen = OwnFiles.TakeFromOthers(options.Directory);
        await using var server = await FleetServer.Start(new FleetDashboard().On(options), TimeProvider.System);
        using var log = new FleetLog(terminal, terminal.Out, server.Fleet);
        log.Note($"Serving {options.Directory} and its dashboard at {server.Address}.");
        if (wasOpen)
        {
            log.Note($"{options.Directory} was open to other users of this machine; now it is its owner's alone.");
        }

        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            log.Note("Stopping; the next start resumes everything unfinished.");
        }
    }
}

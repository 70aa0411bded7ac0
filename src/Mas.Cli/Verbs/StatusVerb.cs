using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Wire.Documents;

namespace Mas.Cli.Verbs;

/// <summary><c>mas status</c>: what was submitted, what runs, which devices are there.</summary>
internal static class StatusVerb
{
    private static readonly TimeSpan _glance = TimeSpan.FromSeconds(2);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Verb(
            "status", "Shows a fleet: submissions, runs with their splits, devices.",
            "mas status --server https://fleet.example.org",
            "mas status --server https://fleet.example.org --watch");
        var server = new ServerChoices(verb);
        var watch = Choice.Switch("--watch", "Show it again whenever something changes, until interrupted.");
        var json = Choice.Json();
        verb.Add(OptionSection.Results, watch, json);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                using var connection = new OperatorConnection(door);
                Show(terminal, connection, parsed.GetValue(watch), parsed.GetValue(json), interruption.Token)
                    .GetAwaiter().GetResult();
                return ExitCode.Done;
            });
        });
        return verb;
    }

    private static async Task Show(
        Terminal terminal, OperatorConnection connection, bool watch, bool json, CancellationToken stop)
    {
        var (shown, away) = ("", false);
        var picture = new RedrawnText(terminal);
        while (true)
        {
            FleetStatus status;
            try
            {
                status = await connection.Status(stop);
            }
            catch (IOException fault) when (watch && shown.Length > 0)
            {
                if (!away)
                {
                    terminal.Error.WriteLine($"{fault.Message.TrimEnd('.')}; asking again.");
                }

                away = true;
                await Task.Delay(_glance, stop);
                continue;
            }

            away = false;
            var text = json ? FleetTables.Json(status) : FleetTables.Text(terminal, status);
            if (watch && !json && text != shown)
            {
                picture.Show(text);
            }
            else if (text != shown)
            {
                terminal.Out.WriteLine(text);
            }

            shown = text;
            if (!watch)
            {
                return;
            }

            await Task.Delay(_glance, stop);
        }
    }
}

using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Server;

namespace Mas.Cli.Verbs;

/// <summary><c>mas token</c>: a one-time token for a device to join with, or the end of what one was given.</summary>
internal static class TokenVerb
{
    private const int StandardHours = 24;
    private const int MostHours = 8760;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var hours = Choice.Whole("--hours", StandardHours, $"How long the token is good; 1 to {MostHours}.");
        var revoke = Choice.Place(
            "--revoke", "CLIENT", "Make none, and take the key of that client's device back instead; it is refused from then "
            + "on, until it joins with a new token.");
        var verb = new Command(
            "token",
            "Makes a token with which one device can join a fleet, once. It is shown once; the fleet keeps its digest.")
        {
            hours, revoke,
        };
        FleetChoices.AddPlace(verb);
        verb.SetAction(parsed =>
        {
            var valid = parsed.GetValue(hours);
            if (FleetChoices.Within("--hours", valid, 1, MostHours).FirstOrDefault() is { } fault)
                throw new InputException(fault);
            var (fleet, database) = (FleetChoices.PlaceOf(parsed, terminal), FleetChoices.Database(parsed));
            if (parsed.GetValue(revoke) is not { } client)
            {
                terminal.Out.WriteLine(FleetServer.CreateToken(
                    fleet, TimeSpan.FromHours(valid), TimeProvider.System, database));
            }
            else if (!FleetServer.RevokeDevice(fleet, client, database))
            {
                throw new InputException($"--revoke {client}: no device of that client has joined.");
            }

            return ExitCode.Done;
        });
        return verb;
    }
}

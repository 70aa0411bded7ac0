using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Server;

namespace Mas.Cli.Verbs;

/// <summary><c>mas token</c>: makes a one-time token for a device to join with, or revokes a device's key.</summary>
internal static class TokenVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var hours = Choice.Whole("--hours", 24, new(1, 8760), "Hours until the token expires");
        var revoke = Choice.Place(
            "--revoke", "CLIENT", "Revoke the key of that client's device instead; it is refused until it joins with a "
            + "new token.");
        var verb = new Verb(
            "token",
            "Makes a one-time token with which a device joins a fleet. It is shown once; the fleet keeps its digest.",
            "mas token",
            "mas token --revoke ashford");
        verb.Add("Device", hours, revoke);
        FleetChoices.AddPlace(verb);
        verb.SetAction(parsed =>
        {
            var (fleet, database) = (FleetChoices.PlaceOf(parsed, terminal), FleetChoices.Database(parsed));
            if (parsed.GetValue(revoke) is not { } client)
            {
                terminal.Out.WriteLine(FleetServer.CreateToken(
                    fleet, TimeSpan.FromHours(parsed.GetValue(hours)), TimeProvider.System, database));
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

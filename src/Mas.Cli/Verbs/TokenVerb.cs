using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary>
/// <c>mas token</c>: makes a one-time token for a client's device to join with, lists or revokes tokens.
/// </summary>
internal static class TokenVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var client = Choice.Place(
            "--client", "NAME", "The client whose device may join with the token: the building that mas device names.");
        var hours = Choice.Whole("--hours", 72, new(1, 720), "Hours until the token expires");
        var list = Choice.Switch("--list", "List the tokens that have not expired instead.");
        var revoke = Choice.Place(
            "--revoke", "ID", "Revoke a token instead, by the name that --list shows; a device that has joined stays: mas "
            + "revoke.");
        var json = Choice.Json();
        var verb = new Verb(
            "token",
            "Makes a one-time token with which the device of one client joins a fleet. It is shown once; the fleet keeps its "
            + "digest.",
            "mas token --client ashford",
            "mas token --list");
        verb.Add("Device", client, hours, list, revoke);
        FleetChoices.AddPlace(verb);
        verb.Add(OptionSection.Results, json);
        verb.Faults = parsed =>
            parsed.GetValue(client) is null && !parsed.GetValue(list) && parsed.GetValue(revoke) is null
            ? ["'mas token' needs --client NAME, --list or --revoke ID: a token lets the device of one client join."] : [];
        verb.SetAction(parsed =>
        {
            var access = FleetChoices.AccessTo(parsed, terminal);
            if (parsed.GetValue(list))
            {
                AccessTables.Write(terminal, access.Tokens().GetAwaiter().GetResult(), parsed.GetValue(json));
            }
            else if (parsed.GetValue(revoke) is not { } id)
            {
                var valid = TimeSpan.FromHours(parsed.GetValue(hours));
                terminal.Out.WriteLine(access.CreateToken(parsed.GetValue(client)!, valid).GetAwaiter().GetResult());
            }
            else if (!access.RevokeToken(id).GetAwaiter().GetResult())
            {
                throw new InputException(
                    $"--revoke {id}: no unused token has that name; mas token --list shows them, mas revoke CLIENT "
                    + "revokes a device.");
            }

            return ExitCode.Done;
        });
        return verb;
    }
}

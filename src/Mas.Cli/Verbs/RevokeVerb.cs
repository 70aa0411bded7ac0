using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary><c>mas revoke</c>: revokes a client's device, or allows the client to join again.</summary>
internal static class RevokeVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var client = new Argument<string>("CLIENT") { Description = "The client whose device it is, as mas status lists it." };
        var allow = Choice.Switch(
            "--allow", "Let the client join again instead: with its old key or a new one, and a new token of mas token.");
        var verb = new Verb(
            "revoke",
            "Revokes the key of a client's device. It is refused at once, and no device of that client can join, with whatever "
            + "token, until it is allowed.",
            "mas revoke ashford",
            "mas revoke ashford --allow")
        {
            client,
        };
        verb.Add("Device", allow);
        FleetChoices.AddPlace(verb);
        verb.SetAction(parsed =>
        {
            var (access, name) = (FleetChoices.AccessTo(parsed, terminal), parsed.GetValue(client)!);
            if (parsed.GetValue(allow))
            {
                if (!access.AllowDevice(name).GetAwaiter().GetResult())
                {
                    throw new InputException($"{name} is not revoked, so there is nothing to allow.");
                }
            }
            else if (!access.RevokeDevice(name).GetAwaiter().GetResult())
            {
                throw new InputException($"{name}: no device of that client has joined.");
            }

            return ExitCode.Done;
        });
        return verb;
    }
}

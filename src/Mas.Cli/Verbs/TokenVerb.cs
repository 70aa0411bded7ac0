using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Server;

namespace Mas.Cli.Verbs;

/// <summary><c>mas token</c>: a one-time token for a device to join with.</summary>
internal static class TokenVerb
{
    private const int StandardHours = 24;
    private const int MostHours = 8760;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var hours = Choice.Whole("--hours", StandardHours, $"How long the token is good; 1 to {MostHours}.");
        var verb = new Command(
            "token",
            "Makes a token with which one device can join a fleet, once. It is shown once; the fleet keeps its digest.")
        {
            hours,
        };
        FleetChoices.AddPlace(verb);
        verb.SetAction(parsed =>
        {
            var valid = parsed.GetValue(hours);
            if (FleetChoices.Within("--hours", valid, 1, MostHours).FirstOrDefault() is { } fault)
                throw new InputException(fault);
            terminal.Out.WriteLine(FleetServer.CreateToken(
                parsed.GetValue(FleetChoices.Folder)!, TimeSpan.FromHours(valid), TimeProvider.System,
                FleetChoices.Database(parsed)));
            return ExitCode.Done;
        });
        return verb;
    }
}

using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas cancel</c>: cancels a submission.</summary>
internal static class CancelVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The submission, as mas submit printed it." };
        var verb = new Verb(
            "cancel",
            "Cancels a submission. Its run continues for the submissions it was merged with; without any it ends, and "
            + "its folder stays.",
            "mas cancel s1 --server https://fleet.example.org")
        {
            id,
        };
        var server = new ServerChoices(verb);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            using var connection = new OperatorConnection(door);
            connection.Cancel(parsed.GetValue(id)!, CancellationToken.None).GetAwaiter().GetResult();
            terminal.Out.WriteLine($"{parsed.GetValue(id)} is cancelled.");
            return ExitCode.Done;
        });
        return verb;
    }
}

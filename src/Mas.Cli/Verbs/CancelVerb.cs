using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas cancel</c>: takes a submission back.</summary>
internal static class CancelVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The submission, as mas submit has named it." };
        var verb = new Command(
            "cancel",
            "Takes a submission back. A run goes on for the others it was merged with; where none is left it ends, and its "
            + "folder stays.")
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

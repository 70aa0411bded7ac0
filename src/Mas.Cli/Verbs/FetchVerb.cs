using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas fetch</c>: the models of a submission.</summary>
internal static class FetchVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The submission, as mas submit has named it." };
        var folder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "The folder to put them into; made where it is missing.",
            Required = true,
        };
        var verb = new Command(
            "fetch",
            "Fetches the models that serve a submission's tasks, as safetensors whose SHA-256 is checked, and the "
            + "result.json of their run.")
        {
            id, folder,
        };
        var server = new ServerChoices(verb);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            using var interruption = new Interruption(terminal);
            return interruption.Guard(() => "", () =>
            {
                using var connection = new OperatorConnection(door);
                var files = connection.Fetch(parsed.GetValue(id)!, parsed.GetValue(folder)!, interruption.Token)
                    .GetAwaiter().GetResult();
                foreach (var file in files)
                    terminal.Out.WriteLine(file);
                return ExitCode.Done;
            });
        });
        return verb;
    }
}

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
        var id = new Argument<string>("ID") { Description = "The submission, as mas submit printed it." };
        var folder = Choice.Required("--out", "DIR", "The folder for the models; created if missing.");
        var verb = new Verb(
            "fetch",
            "Fetches the models that serve a submission's tasks, as safetensors whose SHA-256 is checked, and the "
            + "result.json of their run.",
            "mas fetch s1 --out models --server https://fleet.example.org")
        {
            id,
        };
        verb.Add(OptionSection.Results, folder);
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
                {
                    terminal.Out.WriteLine(file);
                }

                return ExitCode.Done;
            });
        });
        return verb;
    }
}

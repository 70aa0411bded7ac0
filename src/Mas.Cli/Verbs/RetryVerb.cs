using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas retry</c>: takes a run of a fleet that failed up again.</summary>
internal static class RetryVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "The run that failed, as mas status lists it." };
        var verb = new Verb(
            "retry",
            "Retries a run of a fleet that failed, from its last checkpoint, for those of its submissions that have not "
            + "ended. A run whose database or disk is away does not fail: it waits, and resumes automatically.",
            "mas retry r1 --server https://fleet.example.org")
        {
            run,
        };
        var server = new ServerChoices(verb);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            using var connection = new OperatorConnection(door);
            connection.Retry(parsed.GetValue(run)!, CancellationToken.None).GetAwaiter().GetResult();
            terminal.Out.WriteLine($"{parsed.GetValue(run)} is retried.");
            return ExitCode.Done;
        });
        return verb;
    }
}

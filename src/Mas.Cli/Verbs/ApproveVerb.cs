using System.CommandLine;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;

namespace Mas.Cli.Verbs;

/// <summary><c>mas approve</c>: approves a held split.</summary>
internal static class ApproveVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("RUN") { Description = "The run whose split is held, as mas status lists it." };
        var groups = Choice.Place(
            "--groups", "GROUPS", "Other groups, with | between them, as in 'sd|nkt': each of the run's tasks once. "
            + "Default: the groups that were found.");
        var verb = new Verb(
            "approve",
            "Approves a split that is held, as it is or with other groups. The run's journal records the operator's "
            + "name.",
            "mas approve r1 --server https://fleet.example.org",
            "mas approve r1 --groups 'sd|nkt' --server http://localhost:8080")
        {
            run,
        };
        verb.Add(OptionSection.Splitting, groups);
        var server = new ServerChoices(verb);
        verb.SetAction(parsed =>
        {
            var door = server.Read(parsed);
            using var connection = new OperatorConnection(door);
            connection.Approve(parsed.GetValue(run)!, parsed.GetValue(groups), CancellationToken.None)
                .GetAwaiter().GetResult();
            terminal.Out.WriteLine($"The split of {parsed.GetValue(run)} is approved.");
            return ExitCode.Done;
        });
        return verb;
    }
}

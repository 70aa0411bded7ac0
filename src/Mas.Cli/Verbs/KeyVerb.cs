using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Security;

namespace Mas.Cli.Verbs;

/// <summary><c>mas key</c>: a key with which an operator speaks to a fleet's server.</summary>
internal static class KeyVerb
{
    private const string Standard = "read";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = new Option<string>("--name")
        {
            HelpName = "NAME",
            Description = "Whose key it is: what the log and the journal call the operator; 1 to 64 characters.",
            Required = true,
        };
        var scopes = Choice.Word(
            "--scopes", "LIST", Standard, "What the key may do, with commas between: read (see the fleet, fetch models), "
            + "submit (submit and cancel), approve (approve splits), admin (all of it).");
        var revoke = Choice.Switch("--revoke", "Take the key of that name back instead; it is refused from then on.");
        var verb = new Command(
            "key",
            "Makes a key with which an operator submits and watches tasks. It is shown once; the fleet keeps its digest.")
        {
            name, scopes, revoke,
        };
        FleetChoices.AddPlace(verb);
        verb.SetAction(parsed =>
        {
            var (fleet, whose) = (FleetChoices.PlaceOf(parsed, terminal), parsed.GetValue(name)!);
            var database = FleetChoices.Database(parsed);
            if (!parsed.GetValue(revoke))
                terminal.Out.WriteLine(FleetServer.CreateKey(fleet, whose, Scopes(parsed.GetValue(scopes)!), database));
            else if (!FleetServer.RevokeKey(fleet, whose, database))
                throw new InputException($"--name {whose}: there is no key of that name.");
            return ExitCode.Done;
        });
        return verb;
    }

    private static OperatorScope[] Scopes(string list) =>
    [
        .. list.Split(',', StringSplitOptions.TrimEntries).Select(word =>
            Enum.GetValues<OperatorScope>().Cast<OperatorScope?>()
                .FirstOrDefault(scope => scope!.Value.ToString().ToLowerInvariant() == word)
            ?? throw new InputException(
                $"--scopes: '{word}' is no scope; the scopes are read, submit, approve, admin.")),
    ];
}

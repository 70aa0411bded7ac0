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

    private static readonly (string Name, OperatorScope Scope)[] _scopes =
        [.. Enum.GetValues<OperatorScope>().Select(scope => (scope.ToString().ToLowerInvariant(), scope))];

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = Choice.Required(
            "--name", "NAME", "The operator's name in the log and in journals; 1 to 64 characters.");
        var scopes = Choice.Word(
            "--scopes", "LIST", Standard, "What the key may do, with commas between: read (see the fleet, fetch models), "
            + "submit (submit and cancel), approve (approve splits), admin (everything).");
        var revoke = Choice.Switch("--revoke", "Revoke that operator's key instead; it is refused from then on.");
        var verb = new Verb(
            "key",
            "Makes a key with which an operator submits and watches tasks. It is shown once; the fleet keeps its "
            + "digest.",
            "mas key --name ann --scopes read,submit",
            "mas key --name ann --revoke");
        verb.Add("Operator", name, scopes, revoke);
        FleetChoices.AddPlace(verb);
        verb.Faults = parsed => Words(parsed.GetValue(scopes)!).SelectMany(word =>
            ValueFault.OneOf("--scopes", word, [.. _scopes.Select(scope => scope.Name)]));
        verb.SetAction(parsed =>
        {
            var (fleet, whose) = (FleetChoices.PlaceOf(parsed, terminal), parsed.GetValue(name)!);
            var database = FleetChoices.Database(parsed);
            if (!parsed.GetValue(revoke))
                terminal.Out.WriteLine(FleetServer.CreateKey(fleet, whose, Scopes(parsed.GetValue(scopes)!), database));
            else if (!FleetServer.RevokeKey(fleet, whose, database))
                throw new InputException($"--name {whose}: that operator has no key.");
            return ExitCode.Done;
        });
        return verb;
    }

    private static OperatorScope[] Scopes(string list) =>
        [.. Words(list).Select(word => _scopes.First(scope => scope.Name == word).Scope)];

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries);
}

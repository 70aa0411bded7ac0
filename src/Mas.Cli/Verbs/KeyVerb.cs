using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Security;

namespace Mas.Cli.Verbs;

/// <summary><c>mas key</c>: keys with which operators speak to a fleet's server.</summary>
internal static class KeyVerb
{
    private const string Standard = "read";

    private static readonly (string Name, OperatorScope Scope)[] _scopes =
        [.. Enum.GetValues<OperatorScope>().Select(scope => (scope.ToString().ToLowerInvariant(), scope))];

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var name = Choice.Place(
            "--name", "NAME", "The operator's name in the log, the audit trail and journals; 1 to 64 characters.");
        var scopes = Choice.Word(
            "--scopes", "LIST", Standard, "What the key may do, separated by commas: read (see the fleet, fetch models), "
            + "submit (submit and cancel), approve (approve splits), single (models of single clients), admin "
            + "(everything).");
        var days = Choice.Whole("--days", (int)FleetAccess.KeyIsGood.TotalDays, new(1, 3650), "Days until the key expires");
        var rotate = Choice.Switch("--rotate", "Replace that operator's key by a new one with the same scopes.");
        var overlap = Choice.Whole(
            "--overlap", 7, new(0, 90), "Days for which --rotate leaves the old key good", "it is refused from then on");
        var revoke = Choice.Switch("--revoke", "Revoke that operator's key instead; it is refused from then on.");
        var list = Choice.Switch("--list", "List the keys instead: scopes, when they expire and were last used.");
        var json = Choice.Json();
        var verb = new Verb(
            "key",
            "Makes a key with which an operator submits and watches tasks. It is shown once; the fleet keeps its "
            + "digest.",
            "mas key --name ann --scopes read,submit",
            "mas key --name ann --rotate --overlap 7",
            "mas key --list");
        verb.Add("Operator", name, scopes, days, rotate, overlap, revoke, list);
        FleetChoices.AddPlace(verb);
        verb.Add(OptionSection.Results, json);
        verb.Faults = parsed =>
        [
            .. parsed.GetValue(name) is null && !parsed.GetValue(list)
                ? new[] { "'mas key' needs --name NAME or --list: a key is one operator's." } : [],
            .. parsed.GetValue(rotate) && parsed.GetValue(revoke)
                ? new[] { "--rotate and --revoke exclude each other." } : [],
            .. Words(parsed.GetValue(scopes)!).SelectMany(word =>
                ValueFault.OneOf("--scopes", word, [.. _scopes.Select(scope => scope.Name)])),
        ];
        verb.SetAction(parsed =>
        {
            var (access, whose) = (FleetChoices.AccessTo(parsed, terminal), parsed.GetValue(name));
            var valid = TimeSpan.FromDays(parsed.GetValue(days));
            if (parsed.GetValue(list))
            {
                AccessTables.Write(terminal, access.Keys().GetAwaiter().GetResult(), parsed.GetValue(json));
            }
            else if (parsed.GetValue(rotate))
            {
                terminal.Out.WriteLine(access.RotateKey(whose!, TimeSpan.FromDays(parsed.GetValue(overlap)), valid)
                    .GetAwaiter().GetResult());
            }
            else if (!parsed.GetValue(revoke))
            {
                terminal.Out.WriteLine(access.CreateKey(whose!, Scopes(parsed.GetValue(scopes)!), valid)
                    .GetAwaiter().GetResult());
            }
            else if (!access.RevokeKey(whose!).GetAwaiter().GetResult())
            {
                throw new InputException($"--name {whose}: that operator has no key.");
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static OperatorScope[] Scopes(string list) =>
        [.. Words(list).Select(word => _scopes.First(scope => scope.Name == word).Scope)];

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries);
}

using System.CommandLine;
using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Server.Audit;

namespace Mas.Cli.Verbs;

/// <summary><c>mas audit</c>: exports a fleet's audit trail, and looks whether it is as it was written.</summary>
internal static class AuditVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var since = Choice.Place(
            "--since", "WHEN", "The time from which on entries are shown: in UTC, as in 2026-12-24T18:00, or before now, as in "
            + "90m, 8h, 2d. Default: all. All of them are checked.");
        var json = Choice.Json();
        var verb = new Verb(
            "audit",
            "Shows who did what on a fleet, when and from where: sign-ins, joins, keys, tokens, submissions, approvals, "
            + "fetches, and what was refused. Checks that no entry was changed or removed; else the exit code is 1, and a "
            + "sentence names the first.",
            "mas audit --since 7d",
            "mas audit --json");
        FleetChoices.AddPlace(verb);
        verb.Add(OptionSection.Results, since, json);
        verb.SetAction(parsed =>
        {
            var from = parsed.GetValue(since) is { } text
                ? MomentText.Read("--since", text, ago: true) : DateTimeOffset.UnixEpoch;
            var entries = new List<AuditEntry>();
            var fault = FleetChoices.AccessTo(parsed, terminal).Audit(from, entries.Add).GetAwaiter().GetResult();
            AccessTables.Write(terminal, new AuditDocument(entries, fault), parsed.GetValue(json));
            if (fault is null)
            {
                return ExitCode.Done;
            }

            terminal.Error.WriteLine($"The audit trail is not as it was written. {fault}");
            return ExitCode.Failed;
        });
        return verb;
    }
}

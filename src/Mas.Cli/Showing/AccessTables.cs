using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mas.Server.Security;

namespace Mas.Cli.Showing;

/// <summary>Who may use a fleet and who did, as people and programs read it.</summary>
internal static class AccessTables
{
    /// <summary>Writes operators' keys.</summary>
    internal static void Write(Terminal terminal, IReadOnlyList<OperatorKeyStatus> keys, bool json)
    {
        var table = new FittingTable("operator", "scopes", "made", "expires", "last used", "former key good until");
        foreach (var key in keys)
        {
            table.Add(
                key.Name, string.Join(',', key.Scopes), At(key.Made), At(key.Expires), At(key.LastUsed),
                At(key.FormerExpires));
        }

        Write(terminal, table, json ? Json(keys, CliJson.Default.IReadOnlyListOperatorKeyStatus) : null);
    }

    /// <summary>Writes tokens.</summary>
    internal static void Write(Terminal terminal, IReadOnlyList<JoinTokenStatus> tokens, bool json)
    {
        var table = new FittingTable("token", "client", "made", "expires", "used by");
        foreach (var token in tokens)
        {
            table.Add(token.Id, token.Client, At(token.Made), At(token.Expires), token.UsedBy?[..12] ?? "-");
        }

        Write(terminal, table, json ? Json(tokens, CliJson.Default.IReadOnlyListJoinTokenStatus) : null);
    }

    /// <summary>Writes an audit trail.</summary>
    internal static void Write(Terminal terminal, AuditDocument audit, bool json)
    {
        var table = new FittingTable("entry", "time, UTC", "who", "from", "deed", "of", "outcome");
        foreach (var entry in audit.Entries)
        {
            table.Add(
                entry.Number.ToString(CultureInfo.InvariantCulture),
                entry.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Word(entry.Who),
                Word(entry.Address), entry.Deed, Word(entry.Subject), entry.Outcome);
        }

        Write(terminal, table, json ? Json(audit, CliJson.Default.AuditDocument) : null);
    }

    private static void Write(Terminal terminal, FittingTable table, string? document)
    {
        if (document is null)
        {
            table.Write(ResultTables.Console(terminal, terminal.Out));
        }
        else
        {
            terminal.Out.WriteLine(document);
        }
    }

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static string Word(string text) => text.Length == 0 ? "-" : text;

    private static string At(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";
}

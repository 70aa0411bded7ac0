using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Mas.Server.Audit;

/// <summary>Deeds as the trail writes them: <c>sign-in</c>, <c>make-key</c>.</summary>
internal static partial class AuditWords
{
    /// <summary>The outcome of what was not refused.</summary>
    internal const string Done = "done";

    /// <summary>What the outcome of a refusal begins with; its sentence follows.</summary>
    internal const string Refused = "refused: ";

    /// <summary>The address of a command on the server's machine.</summary>
    internal const string CommandLine = "command line";

    private static readonly FrozenDictionary<AuditDeed, string> _words = Enum.GetValues<AuditDeed>().ToFrozenDictionary(
        deed => deed, deed => Start().Replace($"{deed}", "-").ToLowerInvariant());

    /// <summary>A deed's word.</summary>
    internal static string Of(AuditDeed deed) => _words[deed];

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Start();
}

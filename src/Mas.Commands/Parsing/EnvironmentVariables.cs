using System.Collections;
using Mas.Learning.Files;

namespace Mas.Commands.Parsing;

/// <summary>
/// The environment variables the command reads besides the system's. Other users of the machine can read a command
/// line, but not the environment.
/// </summary>
internal static class EnvironmentVariables
{
    /// <summary>The operator's key.</summary>
    internal const string Key = Prefix + "KEY";

    /// <summary>The token a device joins with.</summary>
    internal const string Token = Prefix + "TOKEN";

    /// <summary>The connection string of the fleet's PostgreSQL database.</summary>
    internal const string Database = Prefix + "DATABASE";

    private const string Prefix = "MAS_";

    private static readonly string[] _known = [Key, Token, Database];

    /// <summary>A sentence per variable that is most likely a known one misspelt.</summary>
    /// <param name="environment">The variables by name.</param>
    internal static IEnumerable<string> Misspelt(IDictionary environment) =>
        from name in environment.Keys.Cast<string>().Order(StringComparer.Ordinal)
        where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !_known.Contains(name)
        let near = KnownNames.Nearest(name[Prefix.Length..], _known.Select(known => known[Prefix.Length..]))
        where near is not null
        select $"The environment variable {name} is unknown and not read; did you mean {Prefix}{near}?";
}

using System.Text.RegularExpressions;

namespace Mas.Commands.Parsing;

/// <summary>
/// Removes secrets from what is shown: terminals are shared, and standard error ends up in logs. A mistyped option is
/// enough for a key to be quoted as an unknown word.
/// </summary>
internal static partial class SecretText
{
    /// <summary>What is shown in place of a secret.</summary>
    public const string Mask = "...";

    private static readonly string[] _options = ["--key", "--token", "--database"];

    /// <summary>Whether the value of an option is a secret, or holds one.</summary>
    public static bool IsOf(string option) => _options.Contains(option);

    /// <summary>
    /// The text without operators' keys, devices' tokens, and passwords in addresses and connection strings.
    /// </summary>
    public static string Masked(string text) => Credentials().Replace(
        Password().Replace(
            Key().Replace(text, match => match.Groups[1].Value + Mask), match => match.Groups[1].Value + Mask),
        $"://{Mask}@");

    [GeneratedRegex(@"\b(mas-|join-)[0-9A-Fa-f]{8,}")]
    private static partial Regex Key();

    [GeneratedRegex(@"\b((?:password|pwd)\s*=\s*)[^;\s']+", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"://[^/\s@']*@")]
    private static partial Regex Credentials();
}

using System.CommandLine;

namespace Mas.Cli.Parsing;

/// <summary>A command line as it may be shown and typed again.</summary>
internal static class TypedCommand
{
    /// <summary>Options whose values are secrets or hold one: a key, a token, a connection string.</summary>
    private static readonly string[] _secret = ["--key", "--token", "--database"];

    /// <summary>The command line, words quoted where a shell would split them, secrets left out.</summary>
    public static string Of(ParseResult parsed) => string.Join(
        ' ', parsed.Tokens.Select((token, index) =>
            index > 0 && _secret.Contains(parsed.Tokens[index - 1].Value) ? "..." : Quoted(token.Value)).Prepend("mas"));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./,:=+@%".Contains(letter))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using System.CommandLine;

namespace Mas.Cli.Parsing;

/// <summary>A command line in a form that can be shown and typed again.</summary>
internal static class TypedCommand
{
    /// <summary>The command line, with words quoted where a shell would split them, and without secrets.</summary>
    public static string Of(ParseResult parsed) => string.Join(
        ' ', parsed.Tokens.Select((token, index) =>
            index > 0 && SecretText.IsOf(parsed.Tokens[index - 1].Value)
                ? SecretText.Mask : Quoted(SecretText.Masked(token.Value))).Prepend("mas"));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./,:=+@%".Contains(letter))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

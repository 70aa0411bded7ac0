using System.CommandLine;

namespace Mas.Cli.Parsing;

/// <summary>A command line in a form that can be shown and typed again.</summary>
internal static class TypedCommand
{
    /// <summary>
    /// The command line, with words quoted where a shell would split them, without secrets, and without what a
    /// configuration file has added.
    /// </summary>
    public static string Of(ParseResult parsed)
    {
        var tokens = ((parsed.CommandResult.Command as Verb)?.Typed ?? parsed).Tokens;
        return string.Join(
            ' ', tokens.Select((token, index) => index > 0 && SecretText.IsOf(tokens[index - 1].Value)
                ? SecretText.Mask : Quoted(SecretText.Masked(token.Value))).Prepend("mas"));
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./,:=+@%".Contains(letter))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using System.CommandLine;
using System.CommandLine.Parsing;
using Mas.Learning;
using Mas.Learning.Files;

namespace Mas.Commands.Parsing;

/// <summary>What is wrong with a command line: every fault at once, one clear sentence each.</summary>
internal static class ParseFaults
{
    /// <summary>The faults in the order of the command line; empty where there are none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="wrong">Options that were given a value elsewhere, which cannot be read; null = none.</param>
    /// <param name="isWhole">Whether all values are known, so that it can be checked whether they fit together.</param>
    public static IReadOnlyList<string> Of(
        ParseResult parsed, IReadOnlyList<string>? wrong = null, bool isWhole = true)
    {
        if (parsed.Action is { ClearsParseErrors: true })
        {
            return [];
        }

        if (parsed.Tokens.FirstOrDefault(token => !PlainText.Is(token.Value)) is { } hidden)
        {
            return [$"'{PlainText.Of(hidden.Value)}' cannot be used; expected {PlainText.Rule}."];
        }

        List<string> faults =
        [
            .. Unmatched(parsed.UnmatchedTokens).Concat(Mistaken(parsed.CommandResult))
                .Select(token => Unknown(parsed, token)),
        ];
        faults.AddRange(parsed.Errors.Select(error => Sentence(parsed, error)).OfType<string>().Distinct());

        // Where a value is missing or given twice, whether values fit together cannot be checked yet.
        if (isWhole && parsed.CommandResult.Command is Verb verb && parsed.Errors.All(IsOfOneValue))
        {
            // Nor what depends on a value that is wrong already.
            wrong =
            [
                .. wrong ?? [],
                .. parsed.Errors.Select(error => error.SymbolResult).OfType<OptionResult>()
                    .Select(each => each.Option.Name),
            ];
            faults.AddRange(verb.Faults(parsed).Distinct()
                .Where(fault => !wrong.Any(name => fault.Contains(name, StringComparison.Ordinal))));
        }

        return faults;
    }

    /// <summary>
    /// The unknown words, except those that follow an unknown option and are taken for its value.
    /// </summary>
    private static IEnumerable<string> Unmatched(IReadOnlyList<string> tokens) => tokens.Where((token, index) =>
        token.StartsWith('-') || index == 0 || !tokens[index - 1].StartsWith('-') || tokens[index - 1].Contains('='));

    /// <summary>Unknown options that the parser has taken for arguments, such as the name of a file.</summary>
    private static IEnumerable<string> Mistaken(CommandResult command) =>
        from argument in command.Children.OfType<ArgumentResult>()
        from token in argument.Tokens
        where token.Value.StartsWith("--", StringComparison.Ordinal)
        select token.Value;

    private static bool IsOfOneValue(ParseError error) =>
        error.SymbolResult is OptionResult { Tokens.Count: 1 } or CommandResult;

    private static string? Sentence(ParseResult parsed, ParseError error) => error.SymbolResult switch
    {
        OptionResult { Implicit: true, Option: var absent } =>
            $"'{Path(parsed)}' needs {absent.Name} {absent.HelpName}{Meaning(absent.Description)}",
        OptionResult { Tokens.Count: 0, Option: var missing } =>
            $"{missing.Name} needs a value{Meaning(missing.Description)}",
        OptionResult { Tokens.Count: > 1 and var count, Option: var many } =>
            $"{many.Name} is given {count} times; expected one value.",
        ArgumentResult { Tokens.Count: 0, Argument: var argument } =>
            $"'{Path(parsed)}' needs {argument.Name}{Meaning(argument.Description)}",
        CommandResult => parsed.UnmatchedTokens.Count == 0 ? Verbless(parsed, error) : null,
        _ => error.Message,
    };

    private static string Verbless(ParseResult parsed, ParseError error)
    {
        var verbs = parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name).ToList();
        return verbs.Count > 0 ? $"'{Path(parsed)}' needs a verb: {string.Join(", ", verbs)}." : error.Message;
    }

    /// <summary>The sentence about a word that no verb, option or argument takes.</summary>
    internal static string Unknown(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        var (what, known) = token.StartsWith('-')
            ? ("an option", command.Options.Select(option => option.Name).ToList())
            : command.Subcommands.Count > 0
                ? ("a verb", command.Subcommands.Select(verb => verb.Name).ToList())
                : ("an argument", []);
        var name = token.StartsWith('-') ? token.Split('=')[0] : token;
        var hint = KnownNames.Nearest(name, known) is { } near ? $"did you mean {near}?"
            : what == "a verb" ? $"expected one of {string.Join(", ", known)}."
            : $"'{Path(parsed)} --help' lists what is.";
        return $"'{name}' is not {what} of '{Path(parsed)}'; {hint}";
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names);
    }

    /// <summary>The first sentence of a description, as the end of a sentence.</summary>
    private static string Meaning(string? description)
    {
        var first = HelpText.Summary(description ?? "").TrimEnd('.', ':');
        return first.Length == 0 ? "." : $": {char.ToLowerInvariant(first[0])}{first[1..]}.";
    }
}

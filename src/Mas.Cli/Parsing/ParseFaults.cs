using System.CommandLine;
using System.CommandLine.Parsing;
using Mas.Learning.Files;

namespace Mas.Cli.Parsing;

/// <summary>What is wrong with a command line: every fault at once, each one clear sentence.</summary>
internal static class ParseFaults
{
    /// <summary>The faults in the order they stand on the command line; empty where there are none.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
            return [];
        var faults = new List<string>();
        foreach (var token in parsed.UnmatchedTokens)
            faults.Add(Unknown(parsed, token));
        foreach (var error in parsed.Errors)
        {
            if (error.SymbolResult is OptionResult { Implicit: true } absent)
                faults.Add(
                    $"'{Path(parsed)}' needs {absent.Option.Name} {absent.Option.HelpName}{Meaning(absent.Option)}.");
            else if (error.SymbolResult is OptionResult { Tokens.Count: 0 } missing)
                faults.Add($"{missing.Option.Name} needs a value{Meaning(missing.Option)}.");
            else if (error.SymbolResult is OptionResult { Tokens.Count: > 1 } many)
                faults.Add($"{many.Option.Name} takes one value, but {many.Tokens.Count} are given.");
            else if (error.SymbolResult is ArgumentResult { Tokens.Count: 0 } argument)
                faults.Add(
                    $"'{Path(parsed)}' needs {argument.Argument.Name}: {Lowered(argument.Argument.Description)}");
            else if (error.SymbolResult is CommandResult && parsed.UnmatchedTokens.Count == 0)
                faults.Add(Verbless(parsed, error));
            else if (error.SymbolResult is not CommandResult)
                faults.Add(error.Message);
        }

        return [.. faults.Distinct()];
    }

    private static string Verbless(ParseResult parsed, ParseError error)
    {
        var verbs = parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name).ToList();
        return verbs.Count > 0 ? $"'{Path(parsed)}' needs a verb: {string.Join(", ", verbs)}." : error.Message;
    }

    private static string Unknown(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        var isOption = token.StartsWith('-');
        var known = isOption
            ? command.Options.Select(option => option.Name).ToList()
            : command.Subcommands.Select(verb => verb.Name).ToList();
        var what = isOption ? "no option" : known.Count > 0 ? "no verb" : "not expected as an argument";
        var hint = KnownNames.Nearest(token, known) is { } near ? $"did you mean {near}?"
            : isOption || known.Count == 0 ? $"'{Path(parsed)} --help' lists what there is."
            : $"the verbs are {string.Join(", ", known)}.";
        return $"'{token}' is {what} of '{Path(parsed)}'; {hint}";
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
            names.Insert(0, command.Command is RootCommand ? "mas" : command.Command.Name);
        return string.Join(' ', names);
    }

    private static string Meaning(Option option) =>
        option.Description is { Length: > 0 } text ? $": {Lowered(text).TrimEnd('.')}" : "";

    private static string Lowered(string? text) =>
        string.IsNullOrEmpty(text) ? "" : char.ToLowerInvariant(text[0]) + text[1..];
}

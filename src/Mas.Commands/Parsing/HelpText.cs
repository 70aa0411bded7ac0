using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace Mas.Commands.Parsing;

/// <summary>
/// The text of <c>--help</c>: what the verb is for, how it is called, examples, and every verb, argument and option
/// with its range and default. Written from the options themselves.
/// </summary>
/// <param name="terminal">Where to write it.</param>
/// <param name="topics">The verbs of the command itself, by heading.</param>
internal sealed class HelpText(Terminal terminal, IReadOnlyList<(string Heading, Command[] Verbs)> topics)
    : SynchronousCommandLineAction
{
    private const int MostColumns = 80;
    private const int Indent = 2;
    private const int LeastText = 24;

    /// <summary>Helps even where the rest of the command line is wrong.</summary>
    public override bool ClearsParseErrors => true;

    private int Width => Math.Min(terminal.Width, MostColumns);

    /// <summary>The first sentence of a description.</summary>
    public static string Summary(string description)
    {
        var end = description.IndexOfAny(['.', '\n']);
        while (end >= 0 && description[end] == '.' && end + 1 < description.Length && description[end + 1] != ' ')
        {
            end = description.IndexOfAny(['.', '\n'], end + 1);
        }

        return end < 0 ? description : description[..(description[end] == '.' ? end + 1 : end)];
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        if (command.Subcommands.Count > 0
            && parseResult.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } unknown)
        {
            terminal.Error.WriteLine(ParseFaults.Unknown(parseResult, unknown));
            return ExitCode.BadInput;
        }

        Wrap(command.Description ?? "", 0);
        terminal.Out.WriteLine();
        Wrap($"Usage: {Usage(command)}", 0, Indent * 2);
        Examples((command as Verb)?.Examples ?? []);
        foreach (var (heading, verbs) in IsRoot(command) ? topics : [("Verbs", [.. command.Subcommands])])
        {
            Section(heading, [.. verbs.Select(verb => (verb.Name, Summary(verb.Description ?? "")))]);
        }

        Section("Arguments", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        var sections = (command as Verb)?.Sections ?? [];
        foreach (var section in sections)
        {
            Section(section.Heading, [.. section.Options.Select(Row)]);
        }

        var listed = sections.SelectMany(section => section.Options);
        Section(
            sections.Count > 0 ? "Other" : "Options",
            [.. command.Options.Concat(Inherited(command)).Where(option => !option.Hidden).Except(listed).Select(Row)]);
        if (command.Subcommands.Count > 0)
        {
            terminal.Out.WriteLine();
            string[] path = [.. Path(command)];
            Wrap(
                $"'{string.Join(' ', [path[0], "help", .. path[1..], "VERB"])}' describes a verb and its options.", 0);
        }

        return ExitCode.Done;
    }

    private static string Usage(Command command)
    {
        var rest = command.Subcommands.Count > 0 ? " VERB" : "";
        rest += string.Concat(command.Arguments.Select(
            argument => argument.HasDefaultValue ? $" [{argument.Name}]" : $" {argument.Name}"));
        rest += string.Concat(
            command.Options.Where(option => option.Required).Select(option => $" {Signature(option)}"));
        return $"{string.Join(' ', Path(command))}{rest} [options]";
    }

    private static bool IsRoot(Command command) => !command.Parents.Any();

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().Take(1).SelectMany(Path).Append(command.Name);

    private static IEnumerable<Option> Inherited(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent =>
            parent.Options.Where(option => option.Recursive).Concat(Inherited(parent)));

    /// <summary>What stands between a description and its default: a description that ends with a list has a new line.</summary>
    internal static string BeforeDefault(string description) => description.Contains('\n') ? "\n" : " ";

    private static (string Name, string Text) Row(Option option)
    {
        var text = option.Description ?? "";
        if (option is not HelpOption and not VersionOption && option.HasDefaultValue
            && option.ValueType != typeof(bool))
        {
            text += BeforeDefault(text)
                + $"Default: {Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture)}.";
        }

        if (option.Required)
        {
            text += " Required.";
        }

        return (Signature(option), text);
    }

    private static string Signature(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith("--", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Prepend(option.Name));
        return option.HelpName is { } placeholder ? $"{names} {placeholder}" : names;
    }

    private void Examples(IReadOnlyList<string> examples)
    {
        if (examples.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine("Examples:");
        foreach (var example in examples)
        {
            terminal.Out.WriteLine(new string(' ', Indent) + example);
        }
    }

    private void Section(string heading, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"{heading}:");

        // Where that leaves too little room, the text goes below the name.
        var column = Indent + rows.Max(row => row.Name.Length) + 2;
        var below = Width - column < LeastText;
        foreach (var (name, text) in rows)
        {
            terminal.Out.Write(new string(' ', Indent) + (below ? name : name.PadRight(column - Indent)));
            if (below)
            {
                terminal.Out.WriteLine();
                column = Indent * 3;
                terminal.Out.Write(new string(' ', column));
            }

            Wrap(text, column);
        }
    }

    /// <summary>Writes a text from a column to the right edge, lines after the first indented from there.</summary>
    private void Wrap(string text, int column, int indent = 0)
    {
        foreach (var (index, line) in WrappedText.Lines(text, Width - column, indent).Index())
        {
            terminal.Out.WriteLine(index == 0 ? line : new string(' ', column) + line);
        }
    }
}

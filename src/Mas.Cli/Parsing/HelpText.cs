using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Mas.Cli.Parsing;

/// <summary>
/// The text of <c>--help</c>: what the verb is for, how it is called, and every verb, argument and option with its
/// default and range. Written from the options themselves.
/// </summary>
internal sealed class HelpText(Terminal terminal) : SynchronousCommandLineAction
{
    private const int Indent = 2;

    /// <summary>Helps even where the rest of the command line is wrong.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        Wrap(command.Description ?? "", 0, 0);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Usage: {Usage(command)}");
        Section("Verbs", [.. command.Subcommands.Select(verb => (verb.Name, verb.Description ?? ""))]);
        Section("Arguments", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        Section("Options", [.. command.Options.Concat(Inherited(command)).Where(option => !option.Hidden).Select(Row)]);
        if (command.Subcommands.Count > 0)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"'{Path(command)} VERB --help' tells all about a verb.");
        }

        return ExitCode.Done;
    }

    private static string Usage(Command command)
    {
        var rest = command.Subcommands.Count > 0 ? " VERB" : "";
        rest += string.Concat(command.Arguments.Select(argument => $" {argument.Name}"));
        rest += string.Concat(
            command.Options.Where(option => option.Required).Select(option => $" {Signature(option)}"));
        return $"{Path(command)}{rest} [options]";
    }

    private static string Path(Command command) => command is RootCommand
        ? "mas"
        : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";

    private static IEnumerable<Option> Inherited(Command command) => command is RootCommand
        ? []
        : command.Parents.OfType<Command>().SelectMany(parent =>
            parent.Options.Where(option => option.Recursive).Concat(Inherited(parent)));

    private static (string Name, string Text) Row(Option option)
    {
        var text = option.Description ?? "";
        if (option is not HelpOption and not VersionOption && option.HasDefaultValue && option.ValueType != typeof(bool))
            text += $" Default: {Convert.ToString(option.GetDefaultValue(), System.Globalization.CultureInfo.InvariantCulture)}.";
        if (option.Required)
            text += " Required.";
        return (Signature(option), text);
    }

    private static string Signature(Option option) =>
        option.HelpName is { } placeholder ? $"{option.Name} {placeholder}" : option.Name;

    private void Section(string heading, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
            return;
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"{heading}:");
        var column = Indent + rows.Max(row => row.Name.Length) + 2;
        foreach (var (name, text) in rows)
        {
            terminal.Out.Write(new string(' ', Indent) + name.PadRight(column - Indent));
            Wrap(text, column, column);
        }
    }

    /// <summary>Writes words in lines no longer than the terminal is wide, further lines indented.</summary>
    private void Wrap(string text, int at, int indent)
    {
        var space = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (space.Length > 0 && at + space.Length + word.Length > terminal.Width)
            {
                terminal.Out.WriteLine();
                terminal.Out.Write(new string(' ', indent));
                (at, space) = (indent, "");
            }

            terminal.Out.Write(space + word);
            at += space.Length + word.Length;
            space = " ";
        }

        terminal.Out.WriteLine();
    }
}

using System.CommandLine;
using System.Text.RegularExpressions;

namespace Mas.Cli.Configuration;

/// <summary>
/// A command line together with the configuration file that it names. What the file states and the command line does
/// not is read as if it were typed, by the same options with the same checks.
/// </summary>
internal static partial class ConfiguredCommand
{
    /// <summary>Reads the file that a command line names, if it names one.</summary>
    /// <param name="arguments">The words of the command line.</param>
    /// <param name="typed">What they are parsed as.</param>
    public static CommandReading Read(string[] arguments, ParseResult typed)
    {
        if (typed.Action is { ClearsParseErrors: true } || typed.CommandResult.Command is not Verb verb
            || ConfigurationChoice.Of(verb) is not { } named
            || typed.GetResult(named) is not { Implicit: false, Tokens: [var path] })
        {
            return CommandReading.Of(typed);
        }

        var root = typed.RootCommandResult.Command;
        var file = ConfigurationFile.Read(path.Value, verb, root.Subcommands.OfType<Verb>());
        StatedOption[] stated =
            [.. file.Options.Where(option => typed.GetResult(option.Option) is not { Implicit: false })];
        var place = Array.IndexOf(arguments, verb.Name) + 1;
        var words = stated.SelectMany(option => option.Words);
        var whole = root.Parse([.. arguments[..place], .. words, .. arguments[place..]]);
        verb.Typed = typed;
        return new(
            whole, [.. file.Faults, .. ParseFaults.Of(whole, file.Wrong, isWhole: file.IsRead).Select(Told)])
        {
            Notes = file.Notes,
            Told = Told,
        };

        // What is suggested for the command line stays as it is.
        string Told(string sentence) => OptionNames().Replace(
            sentence, name => stated.FirstOrDefault(option => option.Option.Name == name.Value)?.Name ?? name.Value);
    }

    [GeneratedRegex("(?<!did you mean )--[a-z][a-z-]*")]
    private static partial Regex OptionNames();
}

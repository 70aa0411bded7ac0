using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Mas.Cli.Parsing;

/// <summary>Makes options whose help names their default and whose faults are sentences.</summary>
internal static class Choice
{
    /// <summary>A whole number. The range is checked where all faults of the verb are told at once.</summary>
    public static Option<int> Whole(string name, int standard, string description) =>
        Parsed(name, "N", standard, description, "a whole number", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value : null);

    /// <summary>A number of groups, or <c>auto</c>, which is 0.</summary>
    public static Option<int> Groups(string name, int standard, string description) =>
        Parsed(name, "N|auto", standard, description, "a whole number from 1, or auto", text => text == "auto"
            ? 0
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value != 0 ? value : null);

    /// <summary>A whole number of 0 or more, up to the largest a seed can be.</summary>
    public static Option<ulong> Seed(string name, ulong standard, string description) =>
        Parsed(name, "N", standard, description, "a whole number from 0 to 18446744073709551615", text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value : (ulong?)null);

    /// <summary>A number with a decimal point.</summary>
    public static Option<double> Real(string name, double standard, string description) =>
        Parsed(name, "X", standard, description, "a number such as 0.05", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value : (double?)null);

    /// <summary>A word with a default.</summary>
    public static Option<string> Word(string name, string placeholder, string standard, string description) =>
        new(name) { HelpName = placeholder, Description = description, DefaultValueFactory = _ => standard };

    /// <summary>A file or folder that may be left out.</summary>
    public static Option<string?> Place(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = description };

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary><c>--json</c>, the same everywhere.</summary>
    public static Option<bool> Json() =>
        Switch("--json", "Print exactly one JSON document on standard output and everything else on standard error.");

    private static Option<T> Parsed<T>(
        string name, string placeholder, T standard, string description, string kind, Func<string, T?> parse)
        where T : struct => new(name)
        {
            HelpName = placeholder,
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => Value(result, name, kind, parse),
        };

    private static T Value<T>(ArgumentResult result, string name, string kind, Func<string, T?> parse)
        where T : struct
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (parse(text) is { } value)
            return value;
        result.AddError($"{name} '{text}' cannot be read; it must be {kind}.");
        return default;
    }
}

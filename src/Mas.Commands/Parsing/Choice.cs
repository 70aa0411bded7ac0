using System.CommandLine;
using System.Globalization;
using Mas.Engine.Parallelism;
using Mas.Learning;

namespace Mas.Commands.Parsing;

/// <summary>
/// Makes options whose help names their range and default, and whose faults name what was found and what is expected. A
/// value that cannot be read is a fault and reads as the default, so that all other faults are found too.
/// </summary>
internal static class Choice
{
    /// <summary>A whole number.</summary>
    /// <param name="name">The option.</param>
    /// <param name="standard">The default; null = none, the option may be omitted.</param>
    /// <param name="range">What it may be.</param>
    /// <param name="description">What it is, without a full stop; the range is appended.</param>
    /// <param name="zero">What 0 means; null = nothing special.</param>
    public static Option<int> Whole(
        string name, int? standard, IntegerRange range, string description, string? zero = null) => Number(
            name, "N", standard, Ranged(description, $"{range}", zero), range.Expected, Whole, range.Faults);

    /// <summary>A time in days, such as <c>30d</c>; may be left out, and is 0 then.</summary>
    public static Option<int> Days(string name, IntegerRange range, string description) => Number<int>(
        name, "Nd", null, $"{description}; {range.Minimum}d to {range.Maximum}d.",
        $"days, {range.Minimum}d to {range.Maximum}d, such as 30d",
        text => text.EndsWith('d') && Whole(text[..^1]) is { } days && range.Contains(days) ? days : null,
        (_, _) => []);

    /// <summary>A whole number from 0 to the largest that a seed can be.</summary>
    public static Option<ulong> Seed(string name, ulong? standard, string description) => Number<ulong>(
        name, "N", standard, $"{description}; at least 0.", $"a whole number, 0 to {ulong.MaxValue}",
        text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        (_, _) => []);

    /// <summary>A number with a decimal point.</summary>
    /// <inheritdoc cref="Whole(string, int?, IntegerRange, string, string?)"/>
    public static Option<double> Real(
        string name, double? standard, RealRange range, string description, string? zero = null) => Number(
            name, "X", standard, Ranged(description, $"{range}", zero), range.Expected, Real, range.Faults);

    /// <summary>One of several words.</summary>
    /// <param name="name">The option.</param>
    /// <param name="standard">The default; null = none, the option may be omitted.</param>
    /// <param name="known">The words.</param>
    /// <param name="description">What it is, and the words where they need explaining.</param>
    public static Option<string> OneOf(
        string name, string? standard, IReadOnlyList<string> known, string description)
    {
        var option = Word(name, "NAME", standard, description);
        option.CompletionSources.Add([.. known]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token])
            {
                foreach (var fault in ValueFault.OneOf(name, token.Value, known))
                {
                    result.AddError(fault);
                }
            }
        });
        return option;
    }

    /// <summary>A word with a default; null = none, the option may be omitted.</summary>
    public static Option<string> Word(string name, string placeholder, string? standard, string description)
    {
        var option = new Option<string>(name) { HelpName = placeholder, Description = description };
        if (standard is not null)
        {
            option.DefaultValueFactory = _ => standard;
        }

        return option;
    }

    /// <summary>A file or folder that may be left out.</summary>
    public static Option<string?> Place(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = description };

    /// <summary>A word that must be given.</summary>
    public static Option<string> Required(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = description, Required = true };

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>The name of <see cref="Json"/>.</summary>
    public const string JsonName = "--json";

    /// <summary><c>--json</c>, the same everywhere.</summary>
    public static Option<bool> Json() =>
        Switch(JsonName, "Print one JSON document on standard output, and everything else on standard error.");

    /// <summary><c>--threads</c>, the same wherever the default is one per core.</summary>
    /// <param name="what">What the threads do, as the end of a sentence.</param>
    public static Option<int> Threads(string what) => Whole(
        "--threads", Environment.ProcessorCount, new(1, WorkPool.MostThreads),
        $"Threads that {what}, by default one per core");

    /// <summary>A number that is written in a way of its own.</summary>
    /// <param name="name">The option.</param>
    /// <param name="placeholder">What help shows in the place of a value.</param>
    /// <param name="standard">The default; null = none, the option may be omitted.</param>
    /// <param name="description">What it is, and its range.</param>
    /// <param name="expected">What a value must be, for faults.</param>
    /// <param name="read">Reads a value; null where it cannot.</param>
    /// <param name="faults">What is wrong with a value that can be read, by the option's name.</param>
    public static Option<T> Number<T>(
        string name, string placeholder, T? standard, string description, string expected, Func<string, T?> read,
        Func<string, T, IEnumerable<string>> faults)
        where T : struct
    {
        var option = new Option<T>(name)
        {
            HelpName = placeholder,
            Description = description,
            CustomParser = result => (result.Tokens is [var token] ? read(token.Value) : null) ?? standard ?? default,
        };
        if (standard is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        option.Validators.Add(result =>
        {
            if (result.Tokens is not [var token])
            {
                return;
            }

            var found = read(token.Value) is { } number
                ? faults(name, number) : [ValueFault.Of(name, $"'{token.Value}'", expected)];
            foreach (var fault in found)
            {
                result.AddError(fault);
            }
        });
        return option;
    }

    private static string Ranged(string description, string range, string? zero) =>
        $"{description}; {range}{(zero is null ? "" : $", 0 = {zero}")}.";

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}

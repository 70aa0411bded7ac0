using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mas.Cli.Configuration;

/// <summary>
/// A configuration file with every option of a verb: its help as a comment, then its default. What has no default of
/// its own, or one that follows from other options, is commented out.
/// </summary>
internal static partial class ConfigurationTemplate
{
    private const int Columns = 80;
    private const string Comment = "# ";

    /// <summary>The text of the file.</summary>
    /// <param name="verb">The verb that runs it as it is.</param>
    /// <param name="other">A verb that reads it too: its further options are commented out.</param>
    /// <param name="open">The options whose defaults follow from others, commented out too.</param>
    public static string Of(Verb verb, Verb other, IReadOnlyList<string> open)
    {
        var text = new StringBuilder();
        Say(
            text, $"Options of 'mas {verb.Name}' with their defaults, ready to run: mas {verb.Name} --config FILE. What "
            + "the command line says wins over this file. Options behind a # are left out, as they have no default or "
            + "follow the data and the tasks.");
        var keys = ConfigurationFile.Keys(verb);
        foreach (var section in verb.Sections)
        {
            Section(text, section.Heading, section.Options.Where(keys.Values.Contains), option => !open.Contains(option.Name));
        }

        Section(
            text, $"Options of 'mas {other.Name}' alone",
            ConfigurationFile.Keys(other).Where(option => !keys.ContainsKey(option.Key)).Select(option => option.Value),
            _ => false);
        return text.ToString();
    }

    private static void Section(StringBuilder text, string heading, IEnumerable<Option> options, Func<Option, bool> isLive)
    {
        text.Append('\n').Append(Comment).Append(heading).Append('\n');
        text.Append(Comment).Append('-', heading.Length).Append('\n');
        foreach (var option in options)
        {
            text.Append('\n');
            Say(text, option.Description ?? "");
            var standard = Standard(option);
            text.Append(isLive(option) && standard is not null ? "" : Comment)
                .Append($"{option.Name.TrimStart('-')}: {(standard is null ? option.HelpName : Scalar(standard))}\n");
        }
    }

    private static void Say(StringBuilder text, string said)
    {
        foreach (var line in WrappedText.Lines(said, Columns - Comment.Length))
        {
            text.Append(Comment).Append(line).Append('\n');
        }
    }

    private static string? Standard(Option option) => !option.HasDefaultValue ? null : option.GetDefaultValue() switch
    {
        true => "true",
        false => "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Scalar(string value) => PlainScalar().IsMatch(value)
        ? value : $"\"{JsonEncodedText.Encode(value)}\"";

    [GeneratedRegex("^[A-Za-z0-9./][A-Za-z0-9 ._/,+-]*$")]
    private static partial Regex PlainScalar();
}

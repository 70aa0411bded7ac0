using System.Text.RegularExpressions;
using Mas.Federation.Options;
using Mas.Federation.Runs;

namespace Mas.Dashboard.Forms;

/// <summary>
/// The names of the form's fields, and the server's faults in those names: the server's messages name command-line
/// options, <c>--merge-rounds 12 does not fit --rounds 10</c>, and the form's messages name its fields.
/// </summary>
internal static partial class FormWords
{
    private static readonly Dictionary<string, string> _labels = new()
    {
        ["tasks"] = "Tasks",
        ["priority"] = "Priority",
        ["budget"] = "Budget",
        ["deadline"] = "Deadline",
        ["hold"] = "Hold the split until an operator approves it",
        ["join"] = "Run to join",
        ["wanted"] = "Losses wanted",
        ["labels"] = "Where labels come from",
    };

    /// <summary>How the form writes the names of options: as the labels of their fields, in quotes.</summary>
    internal static OptionSpelling Spelling { get; } = new(name => Quoted(Label(name)));

    /// <summary>The label of an option's field; the option's own words where the form has no field for it.</summary>
    /// <param name="option">The option's name, without dashes in front.</param>
    internal static string Label(string option) =>
        _labels.GetValueOrDefault(option) ?? RunTable.Standard.Find(option)?.Label ?? option.Replace('-', ' ');

    /// <summary>A fault with the labels of fields in place of options.</summary>
    internal static string Fault(string sentence) =>
        Option().Replace(sentence, option => Quoted(Label(option.Groups[1].Value)));

    /// <summary>A fault of a field's content.</summary>
    /// <param name="label">The field's label.</param>
    /// <param name="text">Its content.</param>
    /// <param name="expected">What it should be.</param>
    internal static string Fault(string label, string text, string expected) =>
        $"{Quoted(label)} is '{text}'; expected {expected}.";

    private static string Quoted(string label) => $"\u201c{label}\u201d";

    [GeneratedRegex("(?<![^ ('])--([a-z][a-z-]*[a-z])")]
    private static partial Regex Option();
}

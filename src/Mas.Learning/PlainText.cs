using System.Globalization;
using System.Text;

namespace Mas.Learning;

/// <summary>
/// Text on one line that shows as it is written: no line breaks, no other control characters, nothing that reverses the
/// direction of what follows. Names that users give must be plain, so that they fit a table cell and a log line; text
/// from elsewhere is made plain before it is shown.
/// </summary>
public static class PlainText
{
    /// <summary>What a name must be, as the text after "expected".</summary>
    public const string Rule = "text on one line without control characters";

    /// <summary>Whether a text is plain; an empty one is.</summary>
    public static bool Is(string text) => !text.EnumerateRunes().Any(IsHidden);

    /// <summary>The text with every character that is not plain written out: a line break as <c>\u000A</c>.</summary>
    public static string Of(string text)
    {
        if (Is(text))
        {
            return text;
        }

        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else
            {
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }

    /// <summary>
    /// A sentence that may quote anything, as plain text: line breaks become spaces, and it is cut to a length.
    /// </summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="longest">The most characters.</param>
    public static string Sentence(string sentence, int longest) =>
        string.Concat(Of(sentence.ReplaceLineEndings(" ")).Take(longest));

    /// <summary>What is wrong with a name, as a sentence; null where it can be used.</summary>
    /// <param name="what">Where the name is: a field of a file.</param>
    /// <param name="name">The name.</param>
    public static string? Fault(string what, string? name) => string.IsNullOrWhiteSpace(name)
        ? ValueFault.Of(what, "empty", Rule)
        : Is(name) ? null : ValueFault.Of(what, $"'{Of(name)}'", Rule);

    // A lone surrogate is read as the replacement character, which shows.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}

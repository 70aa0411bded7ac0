using System.Globalization;
using System.Text;

namespace Mas.Server.Audit;

/// <summary>What is to be written to the audit trail, cut to what a row holds and to one line.</summary>
internal sealed record AuditNote
{
    /// <summary>Characters of the longest field.</summary>
    internal const int Longest = 256;

    /// <summary>Something was done.</summary>
    /// <param name="deed">What.</param>
    /// <param name="who">By whom; empty = not known.</param>
    /// <param name="address">Where from.</param>
    /// <param name="subject">What to; empty = nothing besides.</param>
    /// <param name="refused">Why it was refused, a sentence; null = it was done.</param>
    internal AuditNote(AuditDeed deed, string who, string address, string subject = "", string? refused = null)
    {
        (Deed, Who, Address, Subject) = (deed, Plain(who), Plain(address), Plain(subject));
        Outcome = refused is null ? AuditWords.Done : Plain(AuditWords.Refused + refused);
    }

    /// <summary>What was done.</summary>
    internal AuditDeed Deed { get; }

    /// <summary>By whom.</summary>
    internal string Who { get; }

    /// <summary>Where from.</summary>
    internal string Address { get; }

    /// <summary>What to.</summary>
    internal string Subject { get; }

    /// <summary>How it ended.</summary>
    internal string Outcome { get; }

    /// <summary>A command's deed, on the server's machine.</summary>
    internal static AuditNote OfCommand(AuditDeed deed, string subject) =>
        new(deed, Environment.UserName, AuditWords.CommandLine, subject);

    /// <summary>
    /// What strangers say of themselves is shown on terminals: no control characters, no half letters, no end.
    /// </summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? Rune.ReplacementChar : rune;
            if (plain.Length + shown.Utf16SequenceLength > Longest)
            {
                break;
            }

            plain.Append(shown.ToString());
        }

        return plain.ToString();
    }
}

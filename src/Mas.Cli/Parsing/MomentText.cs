using System.Globalization;
using Mas.Learning;

namespace Mas.Cli.Parsing;

/// <summary>Moments as people type them: in UTC, or so long before or after now.</summary>
internal static class MomentText
{
    /// <summary>Reads one.</summary>
    /// <param name="option">The option it was given to.</param>
    /// <param name="text">The text.</param>
    /// <param name="ago">Whether a span is counted back from now; else ahead.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    internal static DateTimeOffset Read(string option, string text, bool ago)
    {
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && text[^1] is var unit and ('m' or 'h' or 'd'))
        {
            var minutes = count * unit switch { 'm' => 1.0, 'h' => 60, _ => 1440 };
            return DateTimeOffset.UtcNow + TimeSpan.FromMinutes(ago ? -minutes : minutes);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new InputException(
                ValueFault.Of(option, $"'{text}'", "a time in UTC such as 2026-12-24T18:00, or 90m, 8h or 2d"));
    }
}

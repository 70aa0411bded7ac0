using System.Globalization;

namespace Mas.Learning;

/// <summary>Counts with their nouns: <c>0 rounds</c>, <c>1 round</c>, <c>2 rounds</c>.</summary>
public static class Plural
{
    private static readonly string[] _small =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>A count in digits and its noun.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="noun">The noun for one.</param>
    /// <param name="many">The noun for several; null = with an s at the end.</param>
    public static string Of(long count, string noun, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {Noun(count, noun, many)}");

    /// <summary>A count and its noun, counts up to nine spelled out: <c>three groups</c>.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="noun">The noun for one; with an s for several.</param>
    public static string InWords(int count, string noun) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(count >= 0 && count < _small.Length ? _small[count] : count)} {Noun(count, noun)}");

    /// <summary>A span of numbers: <c>round 3</c>, <c>rounds 3 to 5</c>.</summary>
    /// <param name="noun">The noun for one; with an s for several.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many there are, at least 1.</param>
    public static string Span(string noun, int first, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Noun(count, noun)} {first}{(count == 1 ? "" : $" to {first + count - 1}")}");

    /// <summary>The noun alone, in the form that the count requires.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Noun(long count, string noun, string? many = null) => count == 1 ? noun : many ?? $"{noun}s";
}

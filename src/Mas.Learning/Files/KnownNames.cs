namespace Mas.Learning.Files;

/// <summary>Known names, compared with an unknown one that a person wrote.</summary>
public static class KnownNames
{
    /// <summary>
    /// The known name most similar to the one written, or null if none is similar. Case does not matter.
    /// </summary>
    /// <param name="written">The unknown name.</param>
    /// <param name="known">The known names.</param>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var near = known.Select(
            name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(name => name.Distance <= Math.Max(2, written.Length / 3)
                && name.Distance < Math.Max(written.Length, name.Name.Length))
            .ToArray();
        // Of names equally near, the one that begins alike: the first letters are seldom the wrong ones.
        return near.Length > 0
            ? near.MinBy(name => (name.Distance, -name.Name.AsSpan().CommonPrefixLength(written))).Name : null;
    }

    /// <summary>What is wrong with an unknown name, as a sentence that names the nearest known one, or all.</summary>
    /// <param name="place">Where the name was written, the name included.</param>
    /// <param name="written">The unknown name.</param>
    /// <param name="known">The known names.</param>
    public static string Unknown(string place, string written, IReadOnlyList<string> known) =>
        Nearest(written, known) is { } near ? $"{place} is unknown; did you mean {near}?"
        : known.Count == 0 ? $"{place} is unknown; nothing is expected here."
        : $"{place} is unknown; expected one of {string.Join(", ", known)}.";

    /// <summary>How many letters must be changed, added or taken away (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

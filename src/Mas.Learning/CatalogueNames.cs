using System.Text.RegularExpressions;

namespace Mas.Learning;

/// <summary>The names of a catalogue's entries, which people type and files keep.</summary>
public static partial class CatalogueNames
{
    /// <summary>Refuses names that are not valid, or are there more than once.</summary>
    /// <param name="names">The names of all entries.</param>
    /// <exception cref="ArgumentException">
    /// One is not of lower-case letters, digits and dashes, or is repeated.
    /// </exception>
    public static void Check(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            if (!Valid().IsMatch(name))
                throw new ArgumentException($"'{name}' is not a valid name; expected [a-z0-9-].", nameof(names));
            if (names.Count(other => other == name) > 1)
                throw new ArgumentException($"The name '{name}' is taken.", nameof(names));
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Valid();
}

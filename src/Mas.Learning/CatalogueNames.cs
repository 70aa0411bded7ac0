using System.Text.RegularExpressions;

namespace Mas.Learning;

/// <summary>The names of a catalogue's entries, which people type and files keep.</summary>
public static partial class CatalogueNames
{
    private const int Longest = 64;

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
            {
                throw new ArgumentException($"'{name}' is not a valid name; expected [a-z0-9-].", nameof(names));
            }

            if (names.Count(other => other == name) > 1)
            {
                throw new ArgumentException($"The name '{name}' is taken.", nameof(names));
            }
        }
    }

    /// <summary>What is wrong with a name that came from elsewhere; empty where it can be an entry's.</summary>
    /// <param name="what">Where the name is, such as <c>settings.encoder</c>.</param>
    /// <param name="name">The name.</param>
    public static IEnumerable<string> Faults(string what, string name) => name.Length <= Longest && Valid().IsMatch(name)
        ? [] : [$"{what} must be 1 to {Longest} lower-case letters and digits, with hyphens between them."];

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Valid();
}

namespace Mas.Learning;

/// <summary>
/// The sentence about an invalid value: where it is, what was found, what is expected, in this order.
/// </summary>
public static class ValueFault
{
    /// <summary><c>--batch is 0; expected a whole number, 1 to 1024.</c></summary>
    /// <param name="name">Where the value is: an option, or a file and a field.</param>
    /// <param name="found">The value; text in quotes.</param>
    /// <param name="expected">What would be right.</param>
    public static string Of(string name, string found, string expected) => $"{name} is {found}; expected {expected}.";

    /// <summary>The fault of a word that is not in a list; empty if it is.</summary>
    /// <param name="name">Where the value is.</param>
    /// <param name="value">The word.</param>
    /// <param name="known">The words that are expected.</param>
    public static IEnumerable<string> OneOf(string name, string? value, IReadOnlyList<string> known) =>
        known.Contains(value) ? [] : [Of(name, $"'{value}'", $"one of {string.Join(", ", known)}")];
}

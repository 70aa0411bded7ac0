using System.Runtime.CompilerServices;
using Mas.Learning;

namespace Mas.Federation.Options;

/// <summary>
/// An option whose value is invalid, as data: each surface writes the names of options in its own way.
/// </summary>
/// <param name="Option">The option's name: <c>merge-rounds</c>.</param>
/// <param name="Found">The value; text in quotes.</param>
/// <param name="Expected">What would be right; other options are mentioned as <see cref="OptionName"/>.</param>
/// <example>
/// <code>
/// var fault = new OptionFault("quorum", "5", $"at most 4, as {new OptionName("clients-per-round")} is 4");
/// fault.Sentence(OptionSpelling.Command); // --quorum is 5; expected at most 4, as --clients-per-round is 4.
/// </code>
/// </example>
public sealed record OptionFault(string Option, string Found, FormattableString Expected)
{
    /// <summary>A fault that mentions no other option.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="found">The value; text in quotes.</param>
    /// <param name="expected">What would be right.</param>
    public static OptionFault Of(string option, string found, string expected) =>
        new(option, found, FormattableStringFactory.Create("{0}", expected));

    /// <summary><c>--batch is 0; expected a whole number, 1 to 1024.</c></summary>
    /// <param name="spelling">How names of options are written.</param>
    public string Sentence(OptionSpelling spelling)
    {
        ArgumentNullException.ThrowIfNull(spelling);
        return ValueFault.Of(spelling.Of(Option), Found, Expected.ToString(spelling));
    }
}

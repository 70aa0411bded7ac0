using System.Globalization;

namespace Mas.Federation.Options;

/// <summary>
/// How a surface writes the names of options: <c>--merge-rounds</c>, <c>mergeRounds</c>, "Rounds before the split".
/// </summary>
/// <param name="spell">The spelling of a name such as <c>merge-rounds</c>.</param>
public sealed class OptionSpelling(Func<string, string> spell) : IFormatProvider, ICustomFormatter
{
    /// <summary>The command line's: <c>--merge-rounds</c>.</summary>
    public static OptionSpelling Command { get; } = new(name => $"--{name}");

    /// <summary>The files': <c>mergeRounds</c>.</summary>
    public static OptionSpelling Json { get; } = new(OptionDefinition.JsonNameOf);

    /// <summary>A name as this surface writes it.</summary>
    public string Of(string name) => spell(name);

    /// <inheritdoc/>
    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    /// <inheritdoc/>
    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        OptionName option => spell(option.Name),
        IFormattable value => value.ToString(format, CultureInfo.InvariantCulture),
        _ => arg?.ToString() ?? "",
    };
}

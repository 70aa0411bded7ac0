using System.Globalization;
using System.Text.Json;
using Mas.Learning;

namespace Mas.Federation.Options;

/// <summary>A number in a range.</summary>
/// <param name="range">The range.</param>
/// <param name="zero">What 0 means; null = nothing special.</param>
public sealed class RealForm(RealRange range, string? zero = null) : OptionForm
{
    /// <summary>The range.</summary>
    public RealRange Range => range;

    /// <inheritdoc/>
    public override string Placeholder => "X";

    /// <inheritdoc/>
    public override string Expected => range.Expected;

    /// <inheritdoc/>
    public override string HelpEnd => $"; {range}{(zero is null ? "" : $", 0 = {zero}")}.";

    /// <inheritdoc/>
    public override JsonValueKind JsonKind => JsonValueKind.Number;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        value = number;
        return isRead;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is double number && range.Contains(number);
}

using System.Globalization;
using System.Text.Json;
using Mas.Learning;

namespace Mas.Federation.Options;

/// <summary>A whole number in a range.</summary>
/// <param name="range">The range.</param>
/// <param name="multipleOf">What it must be a multiple of; 1 = anything.</param>
/// <param name="zero">What 0 means; null = nothing special.</param>
public sealed class WholeForm(IntegerRange range, int multipleOf = 1, string? zero = null) : OptionForm
{
    /// <summary>The range.</summary>
    public IntegerRange Range => range;

    /// <inheritdoc/>
    public override string Placeholder => "N";

    /// <inheritdoc/>
    public override string Expected => multipleOf == 1 ? range.Expected : Multiples;

    /// <inheritdoc/>
    public override string HelpEnd =>
        $"; {(multipleOf == 1 ? $"{range}" : Multiples)}{(zero is null ? "" : $", 0 = {zero}")}.";

    private string Multiples => string.Create(CultureInfo.InvariantCulture, $"a multiple of {multipleOf}, {range}");

    /// <inheritdoc/>
    public override JsonValueKind JsonKind => JsonValueKind.Number;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = number;
        return isRead;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is int number && range.Contains(number) && number % multipleOf == 0;
}

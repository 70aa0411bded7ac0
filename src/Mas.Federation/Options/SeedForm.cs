using System.Globalization;
using System.Text.Json;

namespace Mas.Federation.Options;

/// <summary>A seed: any whole number of 64 bits from 0.</summary>
internal sealed class SeedForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "N";

    /// <inheritdoc/>
    public override string Expected => $"a whole number, 0 to {ulong.MaxValue}";

    /// <inheritdoc/>
    public override string HelpEnd => "; at least 0.";

    /// <inheritdoc/>
    public override JsonValueKind JsonKind => JsonValueKind.Number;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        value = number;
        return isRead;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is ulong;
}

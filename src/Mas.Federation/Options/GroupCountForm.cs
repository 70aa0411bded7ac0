using System.Globalization;
using System.Text.Json;

namespace Mas.Federation.Options;

/// <summary>A number of groups from 1, or <c>auto</c>, which is 0.</summary>
public sealed class GroupCountForm : OptionForm
{
    private const string Auto = "auto";

    /// <inheritdoc/>
    public override string Placeholder => $"N|{Auto}";

    /// <inheritdoc/>
    public override string Expected => $"a whole number, at least 1, or {Auto}";

    /// <inheritdoc/>
    public override JsonValueKind JsonKind => JsonValueKind.Number;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = number;
        return (isRead && number != 0) || text == Auto;
    }

    /// <inheritdoc/>
    public override bool TryReadJson(JsonElement json, out object? value)
    {
        value = 0;
        return json.ValueKind is JsonValueKind.String
            ? json.ValueEquals(Auto) : json.ValueKind is JsonValueKind.Number && IsCount(json, out value);
    }

    /// <inheritdoc/>
    public override string? Text(object? value) =>
        value is 0 ? Auto : Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is int and >= 0;

    // Files keep 0 for auto.
    private static bool IsCount(JsonElement json, out object? value)
    {
        var isCount = json.TryGetInt32(out var count);
        value = count;
        return isCount;
    }
}

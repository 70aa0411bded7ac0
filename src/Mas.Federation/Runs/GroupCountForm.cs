using System.Globalization;
using System.Text.Json;
using Mas.Federation.Grouping;
using Mas.Federation.Options;

namespace Mas.Federation.Runs;

/// <summary>A number of groups from 1, or <c>auto</c>.</summary>
internal sealed class GroupCountForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => $"N|{GroupCount.AutoWord}";

    /// <inheritdoc/>
    public override string Expected => $"a whole number, at least 1, or {GroupCount.AutoWord}";

    /// <inheritdoc/>
    public override JsonValueKind JsonKind => JsonValueKind.Number;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = isNumber ? new GroupCount(number) : GroupCount.Auto;
        return isNumber || text == GroupCount.AutoWord;
    }

    /// <inheritdoc/>
    public override bool TryReadJson(JsonElement json, out object? value)
    {
        // Recipes of earlier versions have 0 for auto.
        value = GroupCount.Auto;
        return json.ValueKind is JsonValueKind.String ? json.ValueEquals(GroupCount.AutoWord)
            : json.ValueKind is JsonValueKind.Number && json.TryGetInt32(out var number)
                && (number == 0 || TryRead(json.GetRawText(), out value));
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => value?.ToString();

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is GroupCount { Number: null or >= 1 };
}

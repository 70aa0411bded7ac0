using System.Text.Json;
using Mas.Federation.Options;
using Mas.Learning.Models;

namespace Mas.Federation.Runs;

/// <summary>A number of elements from 1, <c>auto</c> or <c>none</c>.</summary>
internal sealed class EmbeddingWidthForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "N";

    /// <inheritdoc/>
    public override string Expected =>
        $"a whole number, 1 to {ChannelEmbedding.MostWidth}, {EmbeddingWidth.Auto} or {EmbeddingWidth.None}";

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = EmbeddingWidth.TryParse(text, out var width);
        value = width;
        return isRead;
    }

    /// <inheritdoc/>
    public override bool TryReadJson(JsonElement json, out object? value)
    {
        value = null;
        return json.ValueKind is JsonValueKind.String or JsonValueKind.Number && TryRead(json.ToString(), out value);
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => value?.ToString();

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is EmbeddingWidth { IsValid: true };
}

using System.Text.Json;

namespace Mas.Federation.Options;

/// <summary>Yes or no; a command line says yes by naming the option.</summary>
public sealed class SwitchForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "";

    /// <inheritdoc/>
    public override string Expected => "true or false";

    /// <inheritdoc/>
    public override IReadOnlyList<OptionWord> Words { get; } = [new("true"), new("false")];

    /// <inheritdoc/>
    public override JsonValueKind JsonKind => JsonValueKind.True;

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = bool.TryParse(text, out var said);
        value = said;
        return isRead;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => value is true ? "true" : "false";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is bool;
}

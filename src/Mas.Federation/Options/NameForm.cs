namespace Mas.Federation.Options;

/// <summary>A name out of a catalogue that is passed in: which ones there are, the catalogue says.</summary>
internal sealed class NameForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "NAME";

    /// <inheritdoc/>
    public override string Expected => "a name";

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text;
        return true;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => (string?)value;

    /// <inheritdoc/>
    public override string Shown(object? value) => $"'{value}'";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string;
}

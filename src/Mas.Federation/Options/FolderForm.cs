namespace Mas.Federation.Options;

/// <summary>A folder, or none.</summary>
public class FolderForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "DIR";

    /// <inheritdoc/>
    public override string Expected => "a folder";

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        value = text;
        return true;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => (string?)value;

    /// <inheritdoc/>
    public override string Shown(object? value) => string.IsNullOrWhiteSpace((string?)value) ? "empty" : $"'{value}'";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => !string.IsNullOrWhiteSpace((string?)value);
}

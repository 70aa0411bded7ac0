namespace Mas.Federation.Options;

/// <summary>A column of a table, by its name.</summary>
internal class ColumnForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "COLUMN";

    /// <inheritdoc/>
    public override string Expected => "the name of a column";

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
    public override bool IsValid(object? value) => value is null || !string.IsNullOrWhiteSpace((string)value);
}

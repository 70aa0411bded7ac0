using Mas.Learning.Examples;

namespace Mas.Federation.Options;

/// <summary>The shape of an input, or none: <c>12</c> numbers, <c>64x64x3</c>.</summary>
internal sealed class ShapeForm : OptionForm
{
    /// <inheritdoc/>
    public override string Placeholder => "SHAPE";

    /// <inheritdoc/>
    public override string Expected => "a number of columns, or rows x columns x channels, such as 64x64x3";

    /// <inheritdoc/>
    public override bool TryRead(string text, out object? value)
    {
        var isRead = FieldShape.TryParse(text, out var shape);
        value = shape;
        return isRead;
    }

    /// <inheritdoc/>
    public override string? Text(object? value) => value is FieldShape shape ? shape.Text : null;

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is FieldShape shape && !shape.Faults("").Any();
}

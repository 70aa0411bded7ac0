namespace Mas.Reports.Tables;

/// <summary>One cell of a <see cref="TextTable"/>.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Below">
/// What belongs to it and may stand small below where there is little room: the deviation of a mean, the ratio of a
/// cost, the options of a method; empty for nothing.
/// </param>
public sealed record TextCell(string Text, string Below = "")
{
    /// <summary>A cell with nothing below.</summary>
    public static implicit operator TextCell(string text) => new(text);

    /// <summary>Both on one line.</summary>
    public override string ToString() => Below switch
    {
        "" => Text,
        [':', ..] => Text + Below,
        _ => $"{Text} {Below}",
    };
}

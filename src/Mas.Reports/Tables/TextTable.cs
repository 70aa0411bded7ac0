namespace Mas.Reports.Tables;

/// <summary>A table as text, to be shown on a page, in Markdown or in a terminal.</summary>
/// <param name="Head">The headings, none of them empty.</param>
/// <param name="Rows">The rows, each as long as the head; the first cell names the row.</param>
/// <param name="TextColumns">How many columns from the left hold words; the others hold numbers.</param>
public sealed record TextTable(
    IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<TextCell>> Rows, int TextColumns = 1)
{
    /// <summary>Whether the last row is the sum of the others.</summary>
    public bool HasTotal { get; init; }
}

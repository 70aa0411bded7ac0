namespace Mas.Federation.Reports.Comparing;

/// <summary>A table as text, for whoever shows it: on a page, in Markdown or in a terminal.</summary>
/// <param name="Head">The headings.</param>
/// <param name="Rows">The rows, each as long as the head.</param>
/// <param name="TextColumns">How many columns from the left hold words; the others hold numbers.</param>
public sealed record TextTable(
    IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<TextCell>> Rows, int TextColumns);

using Mas.Learning.Files;

namespace Mas.Reports.Comparing;

/// <summary>Writes what a comparison shows into its folder: docs/guide/comparing.md lists the files.</summary>
public static class ComparisonFiles
{
    /// <summary>
    /// Writes everything anew, of a comparison that is finished or still going; files that were there are replaced,
    /// each whole or not at all.
    /// </summary>
    /// <param name="folder">The comparison's folder, which is there.</param>
    /// <param name="command">The command the comparison came from.</param>
    /// <param name="methods">The methods in the order to show them, with what has finished.</param>
    /// <returns>The numbers, as written to <c>table.json</c>.</returns>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    /// <param name="seedsAsked">How many seeds each method is to have; null = those that some method has finished.</param>
    public static ComparisonTable Write(
        string folder, string command, IReadOnlyList<ComparedMethod> methods, int? seedsAsked = null)
    {
        var table = ComparisonTable.Of(command, methods, seedsAsked);
        table.Write(Path.Combine(folder, ComparisonTable.FileName));
        DurableFile.WriteText(Path.Combine(folder, ComparisonMarkdown.FileName), ComparisonMarkdown.Text(table));
        DurableFile.WriteText(Path.Combine(folder, ComparisonReport.FileName), ComparisonReport.Page(table, methods));
        var figures = Path.Combine(folder, "figures");
        Directory.CreateDirectory(figures);
        foreach (var figure in ComparisonFigures.All(table, methods))
        {
            DurableFile.WriteText(Path.Combine(figures, $"{figure.Name}.svg"), figure.Wide.ToSvg());
        }

        return table;
    }
}

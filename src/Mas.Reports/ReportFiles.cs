using Mas.Federation.Catalogues;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Reports.Figures;
using Mas.Reports.Stories;
using Mas.Reports.Views;

namespace Mas.Reports;

/// <summary>
/// Writes the report of a run into its folder: <c>report.html</c>, <c>figures/*.svg</c>, and where there are
/// any, the pictures of what the models see (<see cref="Views.ViewFiles"/>).
/// </summary>
public static class ReportFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Draws everything anew; files that were there are replaced, each whole or not at all.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="catalogue">What its options choose from.</param>
    /// <param name="views">What the models see; none leaves the files of an earlier drawing.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="InputException">
    /// A file of the run is damaged, or its method or aggregation rule is unknown.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public static string Write(
        RunFolder folder, RunCatalogue catalogue, IReadOnlyList<ReportView> views)
    {
        var story = RunStory.Read(folder, catalogue);
        Directory.CreateDirectory(folder.FiguresPath);

        // One after the other: the views of an earlier drawing are taken away before those of this one are written.
        using var drawing = FolderLock.Hold(folder.FiguresPath, Patience, TimeProvider.System);
        foreach (var figure in ReportFigures.All(story))
        {
            DurableFile.WriteText(Path.Combine(folder.FiguresPath, $"{figure.Name}.svg"), figure.Wide.ToSvg());
        }

        if (views.Count > 0)
        {
            ViewFiles.Write(folder, views);
        }

        DurableFile.WriteText(folder.ReportPath, HtmlReport.Page(story, views));
        return folder.ReportPath;
    }
}

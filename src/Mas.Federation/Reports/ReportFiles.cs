using System.Text;
using Mas.Federation.Runs;

namespace Mas.Federation.Reports;

/// <summary>
/// Writes the report of a run into its folder: <c>report.html</c>, <c>figures/*.svg</c>, and where there are
/// any, the pictures of what the models see (<see cref="ViewFiles"/>).
/// </summary>
public static class ReportFiles
{
    /// <summary>Draws everything anew; files that were there are replaced, each whole or not at all.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="views">What the models see; none leaves the files of an earlier drawing.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="Learning.InputException">A file of the run is damaged.</exception>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public static string Write(RunFolder folder, IReadOnlyList<ReportView> views)
    {
        var story = RunStory.Read(folder);
        Directory.CreateDirectory(folder.FiguresPath);
        foreach (var figure in ReportFigures.All(story))
            Write(Path.Combine(folder.FiguresPath, $"{figure.Name}.svg"), figure.Wide.ToSvg());
        if (views.Count > 0)
            ViewFiles.Write(folder, views);
        Write(folder.ReportPath, HtmlReport.Page(story, views));
        return folder.ReportPath;
    }

    private static void Write(string path, string text) =>
        DurableFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}

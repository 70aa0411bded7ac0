using Mas.Federation.Reports.Charts;
using Mas.Federation.Reports.Sections;

namespace Mas.Federation.Reports;

/// <summary>
/// The report of a run: one self-contained page for someone who never read the paper, drawn from the run's files alone,
/// so that a run still going and one that was interrupted have theirs too.
/// </summary>
public static class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="story">The run.</param>
    /// <param name="views">What the models see; none where there is no model to predict with.</param>
    public static string Page(RunStory story, IReadOnlyList<ReportView> views)
    {
        var html = new Html();
        html.Raw("<!DOCTYPE html>").Raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Element("title", $"Mas: {SummarySection.Title(story)}");
        html.Raw($"<style>\n{ReportCss.Text}{ChartStyle.Css}{ViewFigures.Css}</style></head><body><main>");
        SummarySection.Write(html, story);
        StorySections.WriteAsked(html, story);
        StorySections.WriteStages(html, story);
        StorySections.WriteSplit(html, story);
        StorySections.WritePrediction(html, story);
        NumberSections.WriteTest(html, story);
        NumberSections.WriteViews(html, story, views);
        NumberSections.WriteTraining(html, story);
        NumberSections.WriteCosts(html, story);
        PlanSection.Write(html, story);
        NumberSections.WriteWarnings(html, story);
        NumberSections.WriteOptions(html, story);
        if (story.History.Started?.Version is { } version)
            html.Paragraph(
                $"Drawn by Mas from the files of the run, which began with version {version}.", "soft small");
        return html.Raw("</main></body></html>").ToString();
    }
}

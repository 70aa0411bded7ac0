using Mas.Reports.Sections;
using Mas.Reports.Stories;
using Mas.Reports.Views;

namespace Mas.Reports;

/// <summary>
/// The report of a run: one self-contained page for someone who never read the paper, drawn from the run's files alone,
/// so that a run still going and one that was interrupted have theirs too.
/// </summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="story">The run.</param>
    /// <param name="views">What the models see; none where there is no model to predict with.</param>
    public static string Page(RunStory story, IReadOnlyList<ReportView> views) => HtmlPage.Of(
        SummarySection.Title(story),
        ViewFigures.Css,
        html =>
        {
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
        },
        story.History.Started?.Version is { } version
            ? $"Drawn by Mas from the files of the run, which began with version {version}." : null);
}

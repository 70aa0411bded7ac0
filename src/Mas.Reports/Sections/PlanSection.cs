using Mas.Reports.Stories;
using Mas.Reports.Tables;
using Mas.Reports.Words;

namespace Mas.Reports.Sections;

/// <summary>What was planned alongside what was used; nothing if no plan was asked for.</summary>
internal static class PlanSection
{
    public static void Write(Html html, RunStory story)
    {
        if (story.Plan is not { } plan)
        {
            return;
        }

        html.Element("h2", "Predicted and actual");
        html.Paragraph("What the run was predicted to use, from its options alone, alongside what it used"
            + (plan.Finished ? "." : " so far: it was not finished."));
        html.Table(
            new(
                ["figure", "predicted", "actual", "off by"],
                [.. plan.Figures.Select(figure => (IReadOnlyList<TextCell>)
                [
                    PlanWords.Name(figure),
                    PlanWords.Range(figure.Predicted, value => PlanWords.Value(figure, value)),
                    PlanWords.Value(figure, figure.Actual),
                    PlanWords.Error(figure),
                ])]),
            "Predicted and actual");
    }
}

using Mas.Learning;
using Mas.Reports.Sections;

namespace Mas.Reports.Comparing;

/// <summary>
/// The report of a comparison: one self-contained page that a reader can judge from, of a comparison that is finished
/// or still going.
/// </summary>
public static class ComparisonReport
{
    /// <summary>The file's name in a comparison's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>The page.</summary>
    /// <param name="table">The numbers.</param>
    /// <param name="methods">What they were taken from.</param>
    public static string Page(ComparisonTable table, IReadOnlyList<ComparedMethod> methods) => HtmlPage.Of(
        Title(table),
        "",
        html =>
        {
            html.Paragraph(Asked(table), "lead");
            html.Element("h2", "What the numbers say").Raw("<ul>");
            foreach (var sentence in ComparisonWords.Sentences(table))
            {
                html.Element("li", sentence);
            }

            html.Raw("</ul>");
            WriteNumbers(html, table);
            WriteCurves(html, table, methods);
            WriteAffinities(html, table, methods);
            ComparisonSettings.Write(html, table, methods);
        },
        ComparisonSettings.Foot(methods));

    private static string Title(ComparisonTable table) => table.Tasks.Count == 0
        ? "A comparison of methods"
        : $"{Capital(Plural.InWords(table.Methods.Count, "method"))} for {Plural.InWords(table.Tasks.Count, "task")}";

    private static string Asked(ComparisonTable table) => table.Tasks.Count == 0
        ? "Every method is trained on the same data from the same seeds; here is what has finished."
        : $"{Capital(table.Words.Names(table.Tasks))} are learned by each method on the same data. With one seed all "
            + "methods begin with the same weights and share every stage that is the same, so they are compared seed by "
            + $"seed: {Plural.InWords(table.Seeds.Count, "seed")} here.";

    private static void WriteNumbers(Html html, ComparisonTable table)
    {
        if (table.Baseline is null)
        {
            return;
        }

        html.Element("h2", "Test loss").Paragraph(ComparisonWords.HowToRead(table));
        html.Table(ComparisonTexts.Losses(table, table.Words.Name), "Test losses");
        html.Element("h2", "What a run cost").Paragraph(
            $"Mean over the seeds, in brackets its ratio to {table.Baseline}. {ComparisonWords.EnergySources(table)} A "
            + "method is charged for everything it needs, including stages that another method has already trained.");
        html.Table(ComparisonTexts.Costs(table), "Costs");
        if (ComparisonFigures.LossAgainstCost(table) is { Count: > 0 } figures)
        {
            html.Element("h2", "Loss against cost");
            html.Paragraph($"The lower and the further left, the better. Lines through {table.Baseline}.");
            foreach (var figure in figures)
            {
                html.Figure(figure);
            }
        }

        if (ComparisonTexts.Differences(table) is { Rows.Count: > 0 } differences)
        {
            html.Element("h2", "Differences, seed by seed").Paragraph(
                "Total test loss minus that of another method with the same seed. A mean that is small compared "
                + "with its standard deviation says little.");
            html.Table(differences, "Differences");
        }
    }

    private static void WriteCurves(Html html, ComparisonTable table, IReadOnlyList<ComparedMethod> methods)
    {
        if (ComparisonFigures.Curves(table, methods) is not { Count: > 0 } figures)
        {
            return;
        }

        html.Element("h2", "How the losses fell").Paragraph(
            "Sum of the tasks' losses on validation examples, each task by the model that serves it in the end, mean "
            + "over the seeds. Where a method first trains models only to choose groups, their operations count from "
            + "the start.");
        foreach (var figure in figures)
        {
            html.Figure(figure);
        }
    }

    private static void WriteAffinities(Html html, ComparisonTable table, IReadOnlyList<ComparedMethod> methods)
    {
        var measurers = AffinityFigures.Affinities(table, methods);
        if (measurers.Count > 0)
        {
            html.Element("h2", "Which tasks help each other").Paragraph(
                "Each number says what one training step for the task of the row does to the loss of the task of the "
                + "column: +0.020 means it falls by 2 %. Below it: the standard deviation, between seeds in the mean, "
                + "between clients in a single seed. All these figures share one color scale.");
        }

        foreach (var (names, figures) in measurers)
        {
            html.Element("h3", $"As measured by {WordList.Of(names)}");
            html.Raw("<div class=\"multiples\">");
            foreach (var figure in figures)
            {
                html.Figure(figure);
            }

            html.Raw("</div>");
        }

        if (AffinityFigures.Pairs(table) is { Count: > 0 } pairs)
        {
            html.Element("h2", "What training in pairs brought").Paragraph(PairWords.HowToRead(table));
            html.Raw("<div class=\"multiples\">");
            foreach (var figure in pairs)
            {
                html.Figure(figure);
            }

            html.Raw("</div>");
            if (ComparisonTexts.Agreement(table, table.Words.Name) is { Rows.Count: > 0 } agreement)
            {
                html.Paragraph(PairWords.HowAgreementReads);
                html.Table(agreement, "How well affinities predicted the gains");
            }
        }

        if (ComparisonTexts.Groups(table) is { Rows.Count: > 0 } groups)
        {
            html.Element("h2", "The groups chosen").Paragraph(
                "The value is the mean over all tasks of what a step for a mate takes off their loss, a task without "
                + "a mate counting its value on the diagonal; where groups were predicted, the predicted sum of "
                + "losses. The lead is the difference from the value of the next best.");
            html.Table(groups, "Groups chosen");
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

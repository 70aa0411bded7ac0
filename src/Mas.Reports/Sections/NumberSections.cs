using System.Text.Json;
using Mas.Federation.Ledgers;
using Mas.Reports.Figures;
using Mas.Reports.Stories;
using Mas.Reports.Tables;
using Mas.Reports.Views;
using Mas.Reports.Words;

namespace Mas.Reports.Sections;

/// <summary>Losses, costs, warnings and options: the numbers behind the story.</summary>
internal static class NumberSections
{
    /// <summary>Test losses before and after.</summary>
    public static void WriteTest(Html html, RunStory story)
    {
        html.Element("h2", "Results");
        if (!story.IsTested)
        {
            html.Paragraph("The final models are not tested yet.");
            return;
        }

        foreach (var figure in ReportFigures.TestLosses(story))
        {
            html.Figure(figure, LossWords.TestFigure(story));
        }

        html.Table(TestLossTable.Of(story), "Test losses");
        if (MetricsTable.Of(story, leading: false) is { } metrics)
        {
            html.Paragraph(MetricsTable.HowToRead);
            html.Table(metrics, "Test metrics");
        }
    }

    /// <summary>Training and validation losses over the rounds.</summary>
    public static void WriteTraining(Html html, RunStory story)
    {
        html.Element("h2", "How the losses fell");
        html.Figure(ReportFigures.Losses(story), "Training loss of every task, in percent of its own first round, so that "
            + "tasks measured differently can be compared.");
        html.Paragraph("Below, every task in its own unit: the line is the loss while training, the dots are the loss on "
            + "validation examples, which no client trained on.");
        html.Raw("<div class=\"multiples\">");
        foreach (var task in story.Tasks)
        {
            html.Figure(ReportFigures.LossOf(story, task));
        }

        html.Raw("</div>");
    }

    /// <summary>What the run used.</summary>
    public static void WriteCosts(Html html, RunStory story)
    {
        var cost = story.Cost;
        html.Element("h2", "What it cost");
        var probes = cost.ProbeSeconds > 0
            ? $" Of the processor time, {Quantity.Seconds(cost.ProbeSeconds)} went into measuring which tasks help "
                + "each other."
            : "";
        html.Paragraph(
            $"{Quantity.Seconds(cost.CpuSeconds)} of processor time, {Quantity.Operations(cost.TrainFlops)} floating-point "
            + $"operations, {Quantity.Bytes(cost.BytesDown)} down to the clients and {Quantity.Bytes(cost.BytesUp)} up, "
            + $"{Quantity.Joules(cost.EnergyJoules)} ({Quantity.Source(cost.EnergySource)}), which correspond to "
            + $"{Quantity.Carbon(cost.EnergyJoules, story.Options.CarbonIntensity)}.{probes}");
        if (Quantity.Caveat(cost.EnergySource) is { Length: > 0 } caveat)
        {
            html.Paragraph(caveat);
        }

        html.Raw("<div class=\"multiples\">");
        foreach (var figure in ReportFigures.Costs(story))
        {
            html.Figure(figure);
        }

        html.Raw("</div>");
        if (story.History.Stages.Count > 2)
        {
            html.Paragraph(
                "Stages train side by side, so their elapsed times add up to more than the run took.", "soft small");
        }
    }

    /// <summary>What the models see, drawn by the caller; nothing where it drew nothing.</summary>
    public static void WriteViews(Html html, RunStory story, IReadOnlyList<ReportView> views)
    {
        if (views.Count == 0)
        {
            return;
        }

        html.Element("h2", "What the models see");
        html.Raw(ViewFigures.Markup(
            views, story.Options.ImageSize, (_, _, png) => $"data:image/png;base64,{Convert.ToBase64String(png)}"));
    }

    /// <summary>What a person should know; nothing where all went well.</summary>
    public static void WriteWarnings(Html html, RunStory story)
    {
        if (story.History.Warnings.Count == 0)
        {
            return;
        }

        html.Element("h2", "Warnings");
        html.Raw("<ul>");
        foreach (var warning in story.History.Warnings)
        {
            html.Element("li", warning.Sentence);
        }

        html.Raw("</ul>");
    }

    /// <summary>Every option of the run, under its name in <c>run.json</c>.</summary>
    public static void WriteOptions(Html html, RunStory story)
    {
        html.Element("h2", "All options");
        html.Raw("<details><summary>Every option of this run, as in run.json</summary>");
        var options = story.Options.ToJson();
        IReadOnlyList<IReadOnlyList<TextCell>> rows =
            [.. options.EnumerateObject().Select(option => (IReadOnlyList<TextCell>)
            [option.Name, option.Value.ValueKind == JsonValueKind.Null ? "–" : option.Value.ToString()])];
        html.Table(new(["option", "value"], rows, TextColumns: 2), "All options");
        html.Raw("</details>");
    }
}

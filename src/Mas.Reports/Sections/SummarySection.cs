using System.Globalization;
using Mas.Federation.Ledgers;
using Mas.Learning;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Reports.Sections;

/// <summary>The head of the report: what happened, in one breath, and the numbers that matter most.</summary>
public static class SummarySection
{
    /// <summary>The run's title.</summary>
    public static string Title(RunStory story) =>
        $"{Capital(Plural.InWords(story.Tasks.Count, "task"))}, {story.Method.Title}";

    internal static void Write(Html html, RunStory story)
    {
        html.Paragraph(Outcome(story), "lead");
        if (story.History.Finished is null)
        {
            html.Paragraph(Progress(story), "note");
        }

        if (story.Options.Start is { } start)
        {
            html.Paragraph(StartWords.Sentence(start, story.Words), "note");
        }

        foreach (var note in story.History.Data?.Notes ?? [])
        {
            html.Paragraph($"Data: {note}", "note");
        }

        html.Raw("<dl class=\"facts\">");
        foreach (var (name, value) in Facts(story))
        {
            html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>");
        }

        html.Raw("</dl>");
    }

    /// <summary>The numbers that matter most, each with its name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(RunStory story)
    {
        var (before, constant, after) = Totals(story);
        return
        [
            ("total test loss", after is null ? story.IsTested ? LossWords.NotMeasured : "not yet known"
                : constant is not null ? $"{Quantity.Loss(after)} (best constant {Quantity.Loss(constant)})"
                : before is not null ? $"{Quantity.Loss(after)} ({StartWords.Before(story.Options)} {Quantity.Loss(before)})"
                : Quantity.Loss(after)),
            ("elapsed time", Measured(Quantity.Seconds, story.History.Finished?.Seconds ?? story.Cost.WallSeconds)),
            ("sent over the wire", Quantity.Bytes(story.Cost.BytesDown + story.Cost.BytesUp)),
            (Quantity.Heading(story.Cost.EnergySource), Measured(Quantity.Joules, story.Cost.EnergyJoules)),
        ];

        // Before the first round nothing was measured.
        string Measured(Func<double, string> words, double value) => RunWork.Done(story) > 0 ? words(value) : "–";
    }

    private static (double? Before, double? Constant, double? After) Totals(RunStory story) => (
        TestLossTable.Sum(story, story.InitialTestLoss), TestLossTable.Sum(story, task => story.ConstantLoss(task)),
        TestLossTable.Sum(story, story.TestLoss));

    private static string Outcome(RunStory story)
    {
        var trained = story.Clients.Count == 0
            ? "" : $" on the data of {Plural.InWords(story.Clients.Count, "client")}";
        if (!story.IsTested)
        {
            return $"Mas trains {story.Words.Names(story.Tasks)}{trained}, and the data never leave the clients.";
        }

        var total = Totals(story) is ({ } before, var constant, { } after)
            ? $"the total loss is {Quantity.Loss(after)}; before training it was {Quantity.Loss(before)}"
                + (constant is null ? "" : $", and that of the best constant is {Quantity.Loss(constant)}")
            : "not every task could be measured, so there is no total loss";
        var outcome = $"Mas trained {story.Words.Names(story.Tasks)}{trained}, which never left them. On examples that "
            + $"no client trained on, {total}.";
        return LearnedWords.Sentence(story) is { } learned ? $"{outcome} {learned}" : outcome;
    }

    private static string Progress(RunStory story)
    {
        var done = story.History.Stages.Sum(stage => stage.Rounds.Count);
        var last = story.History.Events.LastOrDefault()?.Time
            .ToString("d MMMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return done == 0
            ? "The run has not finished a round yet; this page shows how far it is."
            : $"The run is not finished. Rounds of training on disk: {done}; last event: {last}. Where it is not "
                + "running any more, 'mas resume' continues from there.";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

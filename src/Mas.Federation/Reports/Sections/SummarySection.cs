using System.Globalization;

namespace Mas.Federation.Reports.Sections;

/// <summary>The head of the report: what happened, in one breath, and the numbers that matter most.</summary>
internal static class SummarySection
{
    /// <summary>The run's title.</summary>
    public static string Title(RunStory story) =>
        $"{Capital(TaskWords.Count(story.Tasks.Count, "task"))}, {MethodWords.Title(story.Options)}";

    public static void Write(Html html, RunStory story)
    {
        html.Element("h1", Title(story));
        html.Paragraph(Outcome(story), "lead");
        if (story.History.Finished is null)
            html.Paragraph(Progress(story), "note");

        html.Raw("<dl class=\"facts\">");
        Fact(html, "total test loss", Totals(story) is { } totals
            ? $"{Quantity.Loss(totals.After)} ({Quantity.Change(totals.Before, totals.After)})" : "not yet known");
        Fact(html, "time", Quantity.Seconds(story.History.Finished?.Seconds ?? story.Cost.WallSeconds));
        Fact(html, "sent over the wire", Quantity.Bytes(story.Cost.BytesDown + story.Cost.BytesUp));
        Fact(html, "energy", Quantity.Joules(story.Cost.EnergyJoules));
        html.Raw("</dl>");
    }

    /// <summary>The sums of all tasks' test losses, or null where one is not measured yet.</summary>
    public static (double Before, double After)? Totals(RunStory story)
    {
        var before = story.Tasks.Select(story.InitialTestLoss).ToList();
        var after = story.Tasks.Select(story.TestLoss).ToList();
        return before.Contains(null) || after.Contains(null)
            ? null
            : (before.Sum(loss => loss!.Value), after.Sum(loss => loss!.Value));
    }

    private static string Outcome(RunStory story)
    {
        var trained = story.Clients.Count == 0
            ? "" : $" on the pictures of {TaskWords.Count(story.Clients.Count, "client")}";
        if (Totals(story) is not { } totals)
            return $"Mas trains {TaskWords.Names(story.Tasks)}{trained}, without the pictures ever leaving them.";
        var better = story.Tasks.Count(task => story.TestLoss(task) < story.InitialTestLoss(task));
        var every = better == story.Tasks.Count ? "every single task improved"
            : $"{better} of {story.Tasks.Count} tasks improved";
        return $"Mas trained {TaskWords.Names(story.Tasks)}{trained}, which never left them. On pictures nobody trained "
            + $"on, the total loss went from {Quantity.Loss(totals.Before)} to {Quantity.Loss(totals.After)}; {every}.";
    }

    private static string Progress(RunStory story)
    {
        var done = story.History.Stages.Sum(stage => stage.Rounds.Count);
        var last = story.History.Events.LastOrDefault()?.Time
            .ToString("d MMMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return done == 0
            ? "The run has not finished a round yet; this page tells how far it is."
            : $"The run is not finished: {TaskWords.Count(done, "round")} of training are on disk, the last event is of "
                + $"{last}. Where it is not going on any more, 'mas resume' goes on from there.";
    }

    private static void Fact(Html html, string name, string value) =>
        html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

using System.Globalization;

namespace Mas.Federation.Reports.Sections;

/// <summary>What was asked, how the run went, and what the affinity measurement saw.</summary>
internal static class StorySections
{
    /// <summary>The question, and the words one needs for the rest.</summary>
    public static void WriteAsked(Html html, RunStory story)
    {
        var options = story.Options;
        html.Element("h2", "What was asked");
        html.Paragraph(options.Method switch
        {
            "merge-and-split" => "Several things are to be learned from the same pictures, which lie with many clients "
                + "and stay there. A client can train only one model at a time. So all tasks are first merged: one model "
                + "with a shared encoder and a decoder for each task. While it trains, Mas measures which tasks help "
                + $"each other. Then it splits them into {TaskWords.Count(options.Groups, "group")} and goes on with one "
                + "model a group, from what was already learned.",
            "all-in-one" => "Several things are to be learned from the same pictures, which lie with many clients and "
                + "stay there. One model learns all of them to the end: a shared encoder and a decoder for each task.",
            _ => "Several things are to be learned from the same pictures, which lie with many clients and stay there. "
                + "Each is learned alone, by a model of its own, one after the other.",
        });
        var clients = story.Clients.Count == 0 ? "a pool of clients" : TaskWords.Count(story.Clients.Count, "client");
        html.Paragraph(
            $"In each round {options.ClientsPerRound} of {clients} are chosen. Each gets the model, trains it on its own "
            + $"pictures ({options.ImageSize} x {options.ImageSize} pixels) and sends back only the model, never a picture. "
            + "The mean of what comes back, weighted by the number of pictures, is the model of the next round.");
        html.Table(
            ["", "task", "how its loss is measured"],
            [.. story.Tasks.Select(task => (IReadOnlyList<string>)[task, TaskWords.Name(task), TaskWords.Measure(task)])],
            textColumns: 3);
    }

    /// <summary>The tree of stages.</summary>
    public static void WriteStages(Html html, RunStory story)
    {
        html.Element("h2", "How it went");
        html.Figure(ReportFigures.Stages(story), story.Options.Splits
            ? "Each box is one model in training. After the split every group goes on from the merged model's encoder and "
                + "its own tasks' decoders."
            : "Each box is one model in training.");
        foreach (var resumed in story.History.Resumptions)
            html.Paragraph($"{Time(resumed.Time)}: {resumed.Text}", "soft small");
    }

    /// <summary>The affinity matrix and the groups chosen by it; nothing for a method that does not split.</summary>
    public static void WriteSplit(Html html, RunStory story)
    {
        if (!story.Options.Splits)
            return;
        html.Element("h2", "Which tasks help each other");
        if (story.History.Split is not { } split)
        {
            html.Paragraph($"The groups are chosen after round {story.Options.MergeRounds}; the run is not there yet.");
            return;
        }

        html.Paragraph(SplitWords.HowToRead);
        html.Figure(ReportFigures.Affinity(story)[0], Caption(story, split.FromRounds));
        foreach (var sentence in SplitWords.Sentences(split))
            html.Paragraph(sentence);
    }

    private static string Caption(RunStory story, IReadOnlyList<int> rounds)
    {
        var probes = story.History.Stages.SelectMany(stage => stage.Rounds)
            .Where(round => rounds.Contains(round.Round)).Sum(round => round.Affinity?.Probes ?? 0);
        var spread = story.Spread is null ? "" : " Below each number: how far clients differ (standard deviation).";
        return $"Mean of {probes} measurements in {TaskWords.Count(rounds.Count, "round")} of the merged training; "
            + $"frames mark the groups chosen.{spread}";
    }

    private static string Time(DateTime time) =>
        time.ToString("d MMMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

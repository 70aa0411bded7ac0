using System.Globalization;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Figures;
using Mas.Reports.Stories;
using Mas.Reports.Tables;
using Mas.Reports.Words;

namespace Mas.Reports.Sections;

/// <summary>What was asked, how the run went, and what the affinity measurement saw.</summary>
internal static class StorySections
{
    private const string Asked =
        "Several tasks are to be learned from the same data, which many clients hold and which never leave them. ";

    /// <summary>The question, and the words one needs for the rest.</summary>
    public static void WriteAsked(Html html, RunStory story)
    {
        var options = story.Options;
        html.Element("h2", "What was asked");
        html.Paragraph(Asked + story.Method.Story(options));
        var clients = story.Clients.Count == 0 ? "a pool of clients" : Plural.InWords(story.Clients.Count, "client");
        var chosen = options.ClientsPerRound >= story.Clients.Count && story.Clients.Count > 0
            ? $"all of {clients} take part" : $"{options.ClientsPerRound} of {clients} are chosen at random";
        html.Paragraph(story.Method.IsForSingleClients
            ? $"All of {clients} train in each round, on pictures of {options.ImageSize} x {options.ImageSize} pixels."
            : $"In each round {chosen}. Each gets the model, trains it on its "
                + $"own pictures ({options.ImageSize} x {options.ImageSize} pixels) and sends back only the model, never a "
                + $"picture. {story.Rule.Story}");
        html.Table(
            new(
                ["letter", "task", "how its loss is measured"],
                [.. story.Tasks.Select(task =>
                    (IReadOnlyList<TextCell>)[task, story.Words.Name(task), story.Words.Measure(task)])],
                TextColumns: 3),
            "The tasks");
    }

    /// <summary>The tree of stages.</summary>
    public static void WriteStages(Html html, RunStory story)
    {
        html.Element("h2", "How it went");
        html.Figure(ReportFigures.Stages(story), story.Method.Splits && story.Options.Inherit == Inheritance.All
            ? "Each box is one model in training. After the split each group continues from the merged model's encoder and "
                + "its own tasks' decoders."
            : "Each box is one model in training.");
        foreach (var sentence in story.History.Joined.Select(joined => SplitWords.Sentence(joined, story.Words))
            .Concat(story.History.Stages.Select(StageWords.Sentence).OfType<string>()).Concat(StageWords.Left(story)))
        {
            html.Paragraph(sentence);
        }

        foreach (var resumed in story.History.Resumptions)
        {
            html.Paragraph($"{Time(resumed.Time)}: {resumed.Text}", "soft small");
        }
    }

    /// <summary>The affinity matrix and the groups chosen by it; nothing for a method that does not split.</summary>
    public static void WriteSplit(Html html, RunStory story)
    {
        if (!story.Method.ReadsAffinity)
        {
            return;
        }

        html.Element("h2", "Which tasks help each other");
        if (story.History.Split is not { } split)
        {
            var last = story.Method.Splits ? story.Options.MergeRounds : story.Options.Rounds;
            html.Paragraph($"The groups are chosen after round {last}; the run is not there yet.");
            return;
        }

        html.Paragraph(SplitWords.HowToRead(split));
        html.Figure(ReportFigures.Affinity(story)[0], Caption(story, split.FromRounds));
        foreach (var stopped in story.History.Stages.Select(stage => stage.ProbingStopped).OfType<ProbingStopped>())
        {
            html.Paragraph(SplitWords.Sentence(stopped, story.Words));
        }

        foreach (var sentence in SplitWords.Sentences(split, split.Of(story.Tasks), story.Words))
        {
            html.Paragraph(sentence);
        }

        foreach (var placed in story.History.Placed)
        {
            html.Paragraph(SplitWords.Sentence(placed, story.Words));
        }

        if (split.ServedBy is { } servedBy)
        {
            html.Paragraph(SplitWords.Served(split.Groups, servedBy, split.Of(story.Tasks), story.Words));
        }

        if (split.Frontier is { } frontier)
        {
            WriteFrontier(html, frontier, story.Words);
        }
    }

    private static void WriteFrontier(Html html, IReadOnlyList<FrontierPoint> frontier, TaskWords words)
    {
        html.Paragraph("How many groups there should be was left open: of those within the budget, the number with the "
            + "highest value was chosen. The cost is the operations of the whole run as a share of "
            + $"{MethodCatalogue.Baseline.Name}'s.");
        html.Table(
            new(
                ["groups", "the best of that number", "value", "cost", "chosen"],
                [.. frontier.Select(point => (IReadOnlyList<TextCell>)
                [
                    point.Count.ToString(CultureInfo.InvariantCulture), SplitWords.Groups(point.Groups, words),
                    SplitWords.Value(point.Value), PlanWords.Share(point.CostRatio), point.Chosen ? "yes" : "no",
                ])],
                TextColumns: 2),
            "Numbers of groups");
    }

    /// <summary>The losses groups were predicted from; nothing for a method that does not predict.</summary>
    public static void WritePrediction(Html html, RunStory story)
    {
        if (story.History.Predicted is not { } predicted)
        {
            return;
        }

        html.Element("h2", "How the groups were chosen");
        html.Paragraph("Loss on validation examples of the task of the column, when it was trained together with the "
            + "task of the row; where both are the same, alone. In a larger group a task's loss is predicted as the mean "
            + "over its mates.");
        html.Table(
            new(
                ["together with", .. story.Tasks.Select(story.Words.Name)],
                [.. story.Tasks.Select((task, row) => (IReadOnlyList<TextCell>)
                    [story.Words.Name(task), .. predicted.Measured[row].Select(loss => (TextCell)Quantity.Loss(loss))])]),
            "Losses of pairs");
        foreach (var sentence in SplitWords.Sentences(predicted, story.Tasks, story.Words))
        {
            html.Paragraph(sentence);
        }
    }

    private static string Caption(RunStory story, IReadOnlyList<int> rounds)
    {
        var probes = story.History.Stages.SelectMany(stage => stage.Rounds)
            .Where(round => rounds.Contains(round.Round)).Sum(round => round.Affinity?.Probes ?? 0);
        var spread = story.Spread is null ? "" : " ± is how far clients differ (standard deviation).";
        return $"{(story.Options.AffinityMean == MeanRule.Trimmed ? "Trimmed mean" : "Mean")} of "
            + $"{Plural.Of(probes, "measurement")} in {Plural.InWords(rounds.Count, "round")} of the merged training; "
            + $"frames mark the groups chosen.{spread}";
    }

    private static string Time(DateTime time) =>
        time.ToString("d MMMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

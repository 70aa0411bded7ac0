using System.Globalization;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Reports.Comparing;
using Mas.Reports.Stories;
using Mas.Reports.Tables;
using Mas.Reports.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mas.Cli.Showing;

/// <summary>What is shown once and stays: the split, the result, a comparison.</summary>
internal static class ResultTables
{
    /// <summary>A console over a writer: colors and lines drawn again only where a person watches.</summary>
    public static IAnsiConsole Console(Terminal terminal, TextWriter writer)
    {
        var watched = terminal.Watched && writer == terminal.Out;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = watched ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = watched ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = watched ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!watched)
        {
            console.Profile.Width = terminal.Width;
        }

        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>The split: the matrix, how to read it, the groups and their lead.</summary>
    public static IEnumerable<IRenderable> Split(RunStory story, SplitChosen split)
    {
        var (tasks, words) = (split.Of(story.Tasks), story.Words);
        yield return new Text("Which task helps which", new Style(decoration: Decoration.Bold));
        yield return new Text(SplitWords.HowToRead(split), new Style(Color.Grey));
        yield return new Padder(new AffinityTable(tasks, split.Affinity, words), new Padding(2, 1, 0, 1));
        foreach (var sentence in SplitWords.Sentences(split, tasks, words))
        {
            yield return new Text(sentence);
        }

        if (split.ServedBy is { } servedBy)
        {
            yield return new Text(SplitWords.Served(split.Groups, servedBy, tasks, words));
        }

        if (split.Frontier is { } frontier)
        {
            yield return new Text(SplitWords.Frontier(frontier));
        }

        yield return Text.Empty;
    }

    /// <summary>How far liars bend a split.</summary>
    public static IRenderable Liars(IReadOnlyList<LieOutcome> outcomes)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn(new Text("Clients who lie", new Style(decoration: Decoration.Bold))));
        foreach (var heading in new[] { "mean", "sets of liars", "other groups", "the worst groups", "value lost", "at most" })
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(Color.Grey))).RightAligned());
        }

        foreach (var (lie, mean, sets, changed, targeted, lost, most) in outcomes)
        {
            table.AddRow(
            [
                lie, mean == MeanRule.Trimmed ? "trimmed" : "plain", sets.ToString(CultureInfo.InvariantCulture),
                .. new[] { changed, targeted, lost, most }.Select(share =>
                    share.ToString("0.0 %", CultureInfo.InvariantCulture)),
            ]);
        }

        return table;
    }

    /// <summary>The test losses, what the run used, and the notes about it.</summary>
    public static IEnumerable<IRenderable> Result(RunStory story)
    {
        yield return new Text("Test loss", new Style(decoration: Decoration.Bold));
        yield return new Padder(Words(TestLossTable.Of(story)), new Padding(0, 1, 0, 1));
        if (MetricsTable.Of(story, leading: true) is { } metrics)
        {
            yield return new Text("Test metrics", new Style(decoration: Decoration.Bold));
            yield return new Padder(Words(metrics), new Padding(0, 1, 0, 1));
        }

        if (LearnedWords.Sentence(story) is { } learned)
        {
            yield return new Padder(new Text(learned), new Padding(0, 0, 0, 1));
        }

        var cost = story.Cost;
        var costs = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn(new GridColumn());
        void Add(string what, string value) => costs.AddRow(new Text(what, new Style(Color.Grey)), new Text(value));
        Add("elapsed time", Quantity.Seconds(story.History.Finished?.Seconds ?? cost.WallSeconds));
        Add("processor time", Quantity.Seconds(cost.CpuSeconds));
        if (cost.ProbeSeconds > 0)
        {
            Add("affinity", $"{Quantity.Seconds(cost.ProbeSeconds)} of the processor time, to measure it");
        }

        Add("training", $"{Quantity.Operations(cost.TrainFlops)} floating-point operations");
        Add("traffic", $"{Quantity.Bytes(cost.BytesDown)} down, {Quantity.Bytes(cost.BytesUp)} up");
        Add("energy", $"{Quantity.Joules(cost.EnergyJoules)}, {Quantity.Source(cost.EnergySource)}");
        Add("carbon", Quantity.Carbon(cost.EnergyJoules, story.Options.CarbonIntensity));
        yield return costs;
        foreach (var note in story.History.Notes)
        {
            yield return new Padder(new Text(note), new Padding(0, 1, 0, 0));
        }
    }

    /// <summary>A comparison: test losses, costs, and what they say.</summary>
    public static IRenderable Comparison(ComparisonTable comparison) => new Rows(
    [
        new Text("Test loss", new Style(decoration: Decoration.Bold)),
        new Text(ComparisonWords.HowToRead(comparison), new Style(Color.Grey)),
        new Padder(Words(ComparisonTexts.Losses(comparison, task => task)), new Padding(0, 1, 0, 1)),
        new Text("Cost of a run", new Style(decoration: Decoration.Bold)),
        new Text(ComparisonWords.EnergySources(comparison), new Style(Color.Grey)),
        new Padder(Words(ComparisonTexts.Costs(comparison)), new Padding(0, 1, 0, 1)),
        .. ComparisonWords.Sentences(comparison).Select(sentence =>
            new Padder(new Text(sentence), new Padding(0, 0, 0, 1))),
    ]);

    /// <summary>
    /// Losses of models that were evaluated again, a method per row, of the best constant maps, and which tasks are
    /// learned.
    /// </summary>
    public static IRenderable Evaluated(string heading, ComparisonTable comparison) => new Rows(
    [
        new Text(heading, new Style(decoration: Decoration.Bold)),
        new Padder(Words(ComparisonTexts.Losses(comparison, task => task)), new Padding(0, 1, 0, 1)),
        .. ComparisonWords.Learned(comparison).Select(sentence => new Text(sentence)),
    ]);

    private static Table Words(TextTable words)
    {
        var table = new Table().Border(TableBorder.None);
        for (var column = 0; column < words.Head.Count; column++)
        {
            var heading = new TableColumn(new Text(words.Head[column], new Style(Color.Grey)));
            table.AddColumn(column < words.TextColumns ? heading : heading.RightAligned());
        }

        for (var row = 0; row < words.Rows.Count; row++)
        {
            var style = words.HasTotal && row == words.Rows.Count - 1
                ? new Style(decoration: Decoration.Bold) : Style.Plain;
            table.AddRow(words.Rows[row].Select(cell =>
                new Text(cell.Below.Length > 0 ? $"{cell.Text}\n{cell.Below}" : cell.Text, style)));
        }

        return table;
    }
}

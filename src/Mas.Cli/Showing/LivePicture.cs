using Mas.Federation.Ledgers;
using Mas.Learning;
using Mas.Reports.Stories;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mas.Cli.Showing;

/// <summary>One moment of a run as a picture of text: how far it is, the tree of stages, the losses.</summary>
internal static class LivePicture
{
    private const int TrendWidth = 24;
    private static readonly Style _soft = new(Color.Grey);
    private static readonly Style _strong = new(decoration: Decoration.Bold);

    /// <summary>The picture.</summary>
    public static IRenderable Of(RunProgress progress, string title, int width)
    {
        var rows = new List<IRenderable>
        {
            new Text(title, _strong),
            Bar(progress, Math.Clamp(width - 58, 10, 40)),
            Text.Empty,
        };
        rows.AddRange(Stages(progress, width));
        if (progress.Story.History.Stages.Any(stage => stage.Rounds.Count > 0))
        {
            rows.Add(Text.Empty);
            rows.Add(Losses(progress.Story));
        }

        if (progress.Note.Length > 0)
        {
            rows.Add(new Text(progress.Note, _soft));
        }

        return new Rows(rows);
    }

    private static Paragraph Bar(RunProgress progress, int width)
    {
        if (progress.Preparing is var (what, share))
        {
            return Filled(share, width).Append($"  {PreparationLines.Words(what, share)}");
        }

        var left = progress.SecondsLeft is { } seconds ? $", about {Quantity.Seconds(seconds)} left" : "";
        return Filled(progress.ShareDone, width)
            .Append($"  round {progress.Round} of {progress.Story.Options.Rounds}")
            .Append($"   {Quantity.Seconds(progress.SecondsGone)} gone{left}", _soft);
    }

    private static Paragraph Filled(double share, int width)
    {
        var done = (int)Math.Round(share * width);
        return new Paragraph()
            .Append(new string('━', done), new Style(Color.Green))
            .Append(new string('━', width - done), new Style(Color.Grey30));
    }

    private static IEnumerable<IRenderable> Stages(RunProgress progress, int width)
    {
        var stages = progress.Story.History.Stages;
        for (var index = 0; index < stages.Count; index++)
        {
            var stage = stages[index];
            var last = index == stages.Count - 1;
            var branch = stage.Started.Parent is null ? "" : last ? "└─ " : "├─ ";
            var done = stage.Finished is not null || stage.Rounds.Count >= stage.Started.Rounds;
            var busy = progress.Busy.Where(pair => pair.Stage == stage.Name).Select(pair => pair.Client).ToList();
            var line = new Paragraph()
                .Append($"{branch}", _soft)
                .Append(done ? "✓ " : "● ", new Style(done ? Color.Green : Color.Blue))
                .Append(string.Join(' ', stage.Tasks).PadRight(18 - branch.Length), _strong)
                .Append($"{stage.Rounds.Count,4} of {Plural.Of(stage.Started.Rounds, "round")}");
            if (stage.Finished?.Kept is { } kept)
            {
                line.Append($"   kept: round {kept}", _soft);
            }

            if (busy.Count > 0)
            {
                line.Append($"   training: {Fit(string.Join(", ", busy), width - 50)}", _soft);
            }

            yield return line;
        }
    }

    private static Table Losses(RunStory story)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn(new Text("task", _soft)));
        table.AddColumn(new TableColumn(new Text("training loss", _soft)).RightAligned());
        table.AddColumn(new TableColumn(new Text("", _soft)).Width(TrendWidth));
        table.AddColumn(new TableColumn(new Text("validation", _soft)).RightAligned());
        foreach (var task in story.Tasks)
        {
            var losses = story.History.TrainLosses(task).Select(point => point.Loss).ToList();
            var validation = story.History.ValidationLosses(task);
            table.AddRow(
                new Text($"{task}  {story.Words.Name(task)}"),
                new Text(Quantity.Loss(losses.Count > 0 ? losses[^1] : null)),
                new Text(Trend.Of(losses, TrendWidth), new Style(Color.Blue)),
                new Text(Quantity.Loss(validation.Count > 0 ? validation[^1].Loss : null), _soft));
        }

        return table;
    }

    private static string Fit(string text, int width) =>
        text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(width - 1, 1)), "…");
}

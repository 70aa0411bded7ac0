using Mas.Learning;
using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>
/// The tree of a run's stages over its rounds: each stage a box as long as its training, joined to the stage whose
/// parameters it goes on from. What is not trained yet stays empty.
/// </summary>
internal sealed record StageTimeline : Chart
{
    private const double BoxHeight = 38;
    private const double RowHeight = 54;
    private const double Gap = 34;

    /// <summary>The stages; a parent stands before its children.</summary>
    public required IReadOnlyList<TimelineStage> Stages { get; init; }

    /// <inheritdoc/>
    public override TextTable Numbers
    {
        get
        {
            var keep = Stages.Any(stage => stage.Kept is not null);
            return new(
                ["stage", "first round", "last round", "rounds done", .. keep ? ["model of round"] : Array.Empty<string>(),
                    "continues from"],
                [.. Stages.Select(stage => Row(stage, keep))]);
        }
    }

    private protected override double Draw(SvgCanvas canvas)
    {
        if (Stages.Count == 0)
        {
            canvas.Text("soft", Width / 2.0, 40, "No stage has started yet.", "middle");
            return 64;
        }

        var rows = Rows();
        var last = Stages.Max(stage => stage.FirstRound + stage.Rounds - 1);
        var levels = Stages.Any(stage => stage.Parent is not null);
        var height = (Math.Ceiling(rows.Values.Max()) + 1) * RowHeight + 26;
        double AtRound(double round, bool child) =>
            (child ? Gap : 0) + (round / last * (Width - (levels ? Gap : 0) - 2)) + 1;

        foreach (var stage in Stages)
        {
            var child = stage.Parent is not null;
            var x = AtRound(stage.FirstRound - 1, child);
            var end = AtRound(stage.FirstRound - 1 + stage.Rounds, child);
            var y = rows[stage.Name] * RowHeight + 6;
            if (Stages.FirstOrDefault(candidate => candidate.Name == stage.Parent) is { } parent)
            {
                var from = AtRound(parent.FirstRound - 1 + parent.Rounds, parent.Parent is not null);
                var (parentY, ownY) = (rows[parent.Name] * RowHeight + 6 + (BoxHeight / 2), y + (BoxHeight / 2));
                var middle = (from + x) / 2;
                canvas.Path(
                    "link",
                    $"M{SvgCanvas.Number(from)} {SvgCanvas.Number(parentY)}C{SvgCanvas.Number(middle)} "
                    + $"{SvgCanvas.Number(parentY)} {SvgCanvas.Number(middle)} {SvgCanvas.Number(ownY)} "
                    + $"{SvgCanvas.Number(x)} {SvgCanvas.Number(ownY)}");
            }

            var done = (end - x) * Math.Clamp((double)stage.Done / stage.Rounds, 0, 1);
            canvas.Rectangle("paper", x, y, end - x, BoxHeight, radius: 4);
            canvas.Rectangle("cell", x, y, end - x, BoxHeight, radius: 4);
            canvas.Rectangle("box", x, y, done, BoxHeight, radius: 4);
            canvas.Text("strong", x + 10, y + 16, SvgCanvas.Fit(stage.Label, end - x - 14, SvgCanvas.FontSize * 1.05));
            canvas.Text(
                "soft small", x + 10, y + 31, SvgCanvas.Fit(RoundsOf(stage), end - x - 14, SvgCanvas.SmallSize));
        }

        return height - 12;
    }

    private IReadOnlyList<TextCell> Row(TimelineStage stage, bool keep) =>
    [
        stage.Label, $"{stage.FirstRound}", $"{stage.FirstRound + stage.Rounds - 1}", $"{stage.Done}",
        .. keep ? [stage.Kept is { } kept ? $"{kept}" : "its last"] : Array.Empty<TextCell>(),
        Stages.FirstOrDefault(candidate => candidate.Name == stage.Parent)?.Label ?? "–",
    ];

    private static string RoundsOf(TimelineStage stage)
    {
        var span = Plural.Span("round", stage.FirstRound, stage.Rounds);
        return (stage.Done >= stage.Rounds ? span : $"{span}, {stage.Done} done")
            + (stage.Kept is { } kept ? $", kept round {kept}" : "");
    }

    /// <summary>The row of every stage: leaves below each other, a parent in the middle of its children.</summary>
    private Dictionary<string, double> Rows()
    {
        var rows = new Dictionary<string, double>();
        var next = 0;
        foreach (var root in Stages.Where(stage => Stages.All(other => other.Name != stage.Parent)))
        {
            Place(root);
        }

        return rows;

        double Place(TimelineStage stage)
        {
            var children = Stages.Where(child => child.Parent == stage.Name).Select(Place).ToList();
            return rows[stage.Name] = children.Count > 0 ? children.Average() : next++;
        }
    }
}

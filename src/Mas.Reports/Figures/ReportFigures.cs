using System.Globalization;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Learning;
using Mas.Reports.Charts;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Reports.Figures;

/// <summary>Draws a run's story: every chart of the report, each a function of the story alone.</summary>
public static class ReportFigures
{
    /// <summary>Every figure that the story has numbers for.</summary>
    public static IReadOnlyList<ReportFigure> All(RunStory story) =>
        [Stages(story), Losses(story), .. story.Tasks.Select(task => LossOf(story, task)), .. Affinity(story),
            .. TestLosses(story), .. Costs(story)];

    /// <summary>The tree of stages over the rounds.</summary>
    public static ReportFigure Stages(RunStory story)
    {
        var stages = story.History.Stages
            .Select(stage => new TimelineStage(
                stage.Name, LabelOf(story, stage), stage.Started.FirstRound, stage.Started.Rounds,
                stage.Rounds.Count, stage.Started.Parent, stage.Finished?.Kept))
            .ToList();
        var chart = new StageTimeline
        {
            Title = "The stages of the run",
            Description = string.Join(" ", stages.Select(stage =>
                $"{stage.Label}: {Plural.Span("round", stage.FirstRound, stage.Rounds)}"
                + (stage.Parent is null ? "." : $", continuing from stage {stage.Parent}."))),
            Stages = stages,
        };
        var letters = stages.Select((stage, index) =>
            stage with { Label = LettersOf(story, story.History.Stages[index]) });
        return new("stages", chart, chart with { Width = ReportFigure.SmallWidth, Stages = [.. letters] });
    }

    /// <summary>All tasks' training losses over the rounds, each in percent of its own first round.</summary>
    public static ReportFigure Losses(RunStory story)
    {
        List<(string Task, ChartSeries Series)> losses =
            [.. story.Tasks.Select(task => (task, losses: story.History.TrainLosses(task))).Where(pair => pair.losses.Count > 0)
                .Select(pair => (pair.task, new ChartSeries(
                    story.Words.Name(pair.task), story.Words.Color(pair.task),
                    [.. pair.losses.Select(
                        point => new ChartPoint(point.Round, 100 * point.Loss / pair.losses[0].Loss))])))];
        var ends = losses.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Series.Name} {pair.Series.Points[^1].Y:0} %"));
        var chart = new LineChart
        {
            Title = "Training losses of all tasks",
            Description = $"Each task's training loss in percent of its first round. At the end: {string.Join(", ", ends)}.",
            Series = [.. losses.Select(pair => pair.Series)],
            XTitle = "round",
            YTitle = "training loss, first round = 100 %",
            YUnit = " %",
            Marks = SplitMark(story),
            XEnd = story.Options.Rounds,
        };
        return new("losses", chart, chart with
        {
            Width = ReportFigure.SmallWidth,
            Height = 280,
            Series = [.. losses.Select(pair => pair.Series with { Label = pair.Task })],
        });
    }

    /// <summary>One task's training loss as a line and its validation losses as dots.</summary>
    public static ReportFigure LossOf(RunStory story, string task)
    {
        static ChartPoint Point((int Round, double Loss) point) => new(point.Round, point.Loss);
        var color = story.Words.Color(task);
        return new($"loss-{task}", new LineChart
        {
            Title = $"Loss of {story.Words.Name(task)}",
            Description = $"Training loss of {story.Words.Name(task)} over the rounds as a line, validation losses as dots.",
            Series =
            [
                new("training loss", color, [.. story.History.TrainLosses(task).Select(Point)]) { Label = "" },
                new("validation loss", color, [.. story.History.ValidationLosses(task).Select(Point)], Dots: true)
                {
                    Label = "",
                },
            ],
            XTitle = "round",
            YTitle = "loss: line training, dots validation",
            Marks = SplitMark(story),
            XEnd = story.Options.Rounds,
            Width = ReportFigure.SmallWidth,
            Height = 210,
            FromZero = false,
        });
    }

    /// <summary>
    /// The affinity the split was chosen by, tasks of a group side by side and framed; none before it.
    /// </summary>
    public static IReadOnlyList<ReportFigure> Affinity(RunStory story) =>
        story.History.Split is { } split ? [Affinity(story, split)] : [];

    /// <summary>The affinity of a split, chosen or not yet, as <see cref="Affinity(RunStory)"/>.</summary>
    public static ReportFigure Affinity(RunStory story, SplitChosen split)
    {
        var tasks = split.Of(story.Tasks);
        var parts = SplitWords.ServedParts(split, tasks);
        var order = parts.SelectMany(part => part).ToList();
        IReadOnlyList<IReadOnlyList<double?>> Ordered(double?[][] matrix) =>
            [.. order.Select(row => (IReadOnlyList<double?>)[.. order.Select(column => matrix[row][column])])];
        var names = order.Select(index => story.Words.Name(tasks[index])).ToList();
        var chart = new HeatMap
        {
            Title = "Which task helps which",
            Description = $"Affinity of {WordList.Of(names)}, framed by group: {SplitWords.Groups(split.Groups, story.Words)}. "
                + SplitWords.HowToRead(split),
            Names = names,
            Values = Ordered(split.Affinity),
            Spread = story.Spread is { } spread ? Ordered(spread) : null,
            Groups = [.. parts.Select(part => part.Count)],
            RowTitle = "one step for",
            ColumnTitle = "changes the loss of",
        };
        var letters = order.Select(index => tasks[index]).ToList();
        return new(
            "affinity", chart, chart with { Width = ReportFigure.SmallWidth, Names = letters, RowTitle = "step for" });
    }

    /// <summary>What is left of the untrained model's test loss, a task a bar; none before the end.</summary>
    public static IReadOnlyList<ReportFigure> TestLosses(RunStory story)
    {
        var (whole, whose) = story.History.Constants is null
            ? ((Func<string, double?>)story.InitialTestLoss, "untrained model")
            : (task => story.ConstantLoss(task), "best constant");
        var bars = new List<Bar>();
        foreach (var task in story.Tasks)
        {
            if (story.TestLoss(task) is { } after && whole(task) is { } reference and > 0)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{100 * after / reference:0} %");
                bars.Add(new(story.Words.Name(task), 100 * after / reference, text, story.Words.Color(task), 100));
            }
        }

        var chart = new BarChart
        {
            Title = "Test loss left after training",
            Description = $"Test loss in percent of that of the {whose}, which the vertical line marks: "
                + $"{string.Join(", ", bars.Select(bar => $"{bar.Label} {bar.Text}"))}.",
            LabelTitle = "task",
            ValueTitle = $"test loss, {whose} = 100 %",
            Bars = bars,
        };
        return bars.Count == 0 ? [] : [new("test-loss", chart, chart with { Width = ReportFigure.SmallWidth })];
    }

    /// <summary>What every stage used: time, operations, bytes and joules.</summary>
    public static IReadOnlyList<ReportFigure> Costs(RunStory story) =>
    [
        Costs(story, "cost-seconds", "Elapsed time", cost => cost.WallSeconds, Quantity.Seconds),
        Costs(story, "cost-operations", "Floating-point operations", cost => cost.TrainFlops, Quantity.Operations),
        Costs(story, "cost-bytes", "Bytes to and from clients", cost => cost.BytesDown + cost.BytesUp, Quantity.Bytes),
        Costs(
            story, "cost-energy", $"Energy ({Quantity.Source(story.Cost.EnergySource)})", cost => cost.EnergyJoules,
            Quantity.Joules),
    ];

    private static ReportFigure Costs(
        RunStory story, string name, string what, Func<Cost, double> of, Func<double, string> text)
    {
        var bars = story.History.Stages
            .Select(stage => new Bar(LettersOf(story, stage), of(stage.Cost), text(of(stage.Cost)))).ToList();
        return new(name, new BarChart
        {
            Title = $"{what}, by stage",
            Description = string.Join(", ", bars.Select(bar => $"{bar.Label}: {bar.Text}")) + ".",
            LabelTitle = "stage",
            ValueTitle = what,
            Bars = bars,
            Width = ReportFigure.SmallWidth,
        });
    }

    private static string LabelOf(RunStory story, StageHistory stage) =>
        OwnerOf(story, stage) ?? (stage.Tasks.Count > 1 && stage.Tasks.Count == story.Tasks.Count
            ? stage.Tasks.Count == 2 ? "both tasks" : $"all {Plural.InWords(stage.Tasks.Count, "task")}"
            : story.Words.Names(stage.Tasks));

    private static string LettersOf(RunStory story, StageHistory stage) =>
        OwnerOf(story, stage) ?? string.Join(' ', stage.Tasks);

    // The client of a stage that trains for itself: all of them train the same tasks, and only the client tells them apart.
    private static string? OwnerOf(RunStory story, StageHistory stage) =>
        story.Method.IsForSingleClients ? stage.Rounds.FirstOrDefault()?.Clients[0].Client ?? stage.Name : null;

    private static IReadOnlyList<ChartMark> SplitMark(RunStory story) =>
        story.History.Split is null || !story.Method.Splits ? [] : [new(story.Options.MergeRounds + 0.5, "split")];
}

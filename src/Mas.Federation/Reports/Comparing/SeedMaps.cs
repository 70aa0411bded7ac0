using Mas.Federation.Reports.Charts;

namespace Mas.Federation.Reports.Comparing;

/// <summary>Draws a matrix of tasks by tasks: its mean over the seeds where there are several, then a seed each.</summary>
internal static class SeedMaps
{
    private const int SmallWidth = 340;

    /// <summary>The figures, each a small heat map.</summary>
    /// <param name="tasks">The letters of the rows and columns.</param>
    /// <param name="file">What the figures' names begin with.</param>
    /// <param name="title">What their titles begin with.</param>
    /// <param name="seeds">At least one matrix, and how far clients differ in it, or null where they do not.</param>
    public static IReadOnlyList<ReportFigure> Of(
        IReadOnlyList<string> tasks, string file, string title, IReadOnlyList<SeedMap> seeds)
    {
        var figures = seeds.Select(one => Map(
            tasks, $"{file}-seed-{one.Seed}", $"{title}, seed {one.Seed}", $"seed {one.Seed}", one.Values, one.Spread,
            "differ between clients"));
        if (seeds.Count < 2)
            return [.. figures];
        var over = OverSeeds.Each([.. seeds.Select(one => one.Values)]);
        var mean = $"mean of {TaskWords.Count(seeds.Count, "seed")}";
        return
        [
            Map(
                tasks, $"{file}-mean", $"{title}, {mean}", mean, Each(over, element => element.Mean),
                Each(over, element => element.StandardDeviation!.Value), "differ between seeds"),
            .. figures,
        ];
    }

    private static double[][] Each(
        IReadOnlyList<IReadOnlyList<OverSeeds>> matrix, Func<OverSeeds, double> of) =>
        [.. matrix.Select(row => row.Select(of).ToArray())];

    private static ReportFigure Map(
        IReadOnlyList<string> tasks, string file, string title, string heading,
        IReadOnlyList<IReadOnlyList<double>> values, IReadOnlyList<IReadOnlyList<double>>? spread, string differ)
    {
        var cells =
            from row in Enumerable.Range(0, tasks.Count)
            from column in Enumerable.Range(0, tasks.Count)
            where row != column
            select $"{tasks[row]} on {tasks[column]} {HeatMap.Format(values[row][column])}";
        return new(file, new HeatMap
        {
            Title = title,
            Description = $"{string.Join(", ", cells)}."
                + (spread is null ? "" : $" Below each number: how far they {differ} (standard deviation)."),
            Names = tasks,
            Values = values,
            Spread = spread,
            RowTitle = "",
            ColumnTitle = heading,
            Width = tasks.Count > 5 ? SmallWidth * 2 : SmallWidth,
        });
    }
}

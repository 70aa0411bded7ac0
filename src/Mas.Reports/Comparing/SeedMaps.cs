using Mas.Learning;
using Mas.Reports.Charts;
using Mas.Reports.Figures;

namespace Mas.Reports.Comparing;

/// <summary>Draws a matrix of tasks by tasks: its mean over the seeds where there are several, then a seed each.</summary>
internal static class SeedMaps
{
    // With more tasks than these the numbers of a small map have no room for what they vary by.
    private const int MostSmall = 4;

    /// <summary>The figures, each a small heat map.</summary>
    /// <param name="tasks">The letters of the rows and columns.</param>
    /// <param name="file">What the figures' names begin with.</param>
    /// <param name="title">What their titles begin with.</param>
    /// <param name="axes">What a row and what a column stands for.</param>
    /// <param name="seeds">At least one matrix, and how far clients differ in it, or null where they do not.</param>
    /// <param name="scale">The magnitude of the value with the strongest tint, in all figures.</param>
    public static IReadOnlyList<ReportFigure> Of(
        IReadOnlyList<string> tasks, string file, string title, (string Row, string Column) axes,
        IReadOnlyList<SeedMap> seeds, double scale)
    {
        var figures = seeds.Select(one => Map(
            $"{file}-seed-{one.Seed}", $"{title}, seed {one.Seed}", one.Values, one.Spread, "clients"));
        if (seeds.Count < 2)
        {
            return [.. figures];
        }

        var over = OverSeeds.Each([.. seeds.Select(one => one.Values)]);
        return
        [
            Map(
                $"{file}-mean", $"{title}, mean of {Plural.InWords(seeds.Count, "seed")}",
                Each(over, element => element?.Mean), Each(over, element => element?.StandardDeviation), "seeds"),
            .. figures,
        ];

        ReportFigure Map(
            string name, string heading, IReadOnlyList<IReadOnlyList<double?>> values,
            IReadOnlyList<IReadOnlyList<double?>>? spread, string between)
        {
            var map = new HeatMap
            {
                Title = heading,
                Description = $"{string.Join(", ", Cells(tasks, values))}." + (spread is null ? ""
                    : $" Below each number: how far they differ between {between} (standard deviation)."),
                Names = tasks,
                Values = values,
                Spread = spread,
                RowTitle = axes.Row,
                ColumnTitle = axes.Column,
                Scale = scale,
                Width = ReportFigure.SmallWidth,
            };
            return tasks.Count > MostSmall
                ? new(name, map with { Width = ReportFigure.SmallWidth * 2 }, map) : new(name, map);
        }
    }

    private static IEnumerable<string> Cells(
        IReadOnlyList<string> tasks, IReadOnlyList<IReadOnlyList<double?>> values) =>
        from row in Enumerable.Range(0, tasks.Count)
        from column in Enumerable.Range(0, tasks.Count)
        where row != column
        select $"{tasks[row]} on {tasks[column]} {HeatMap.Format(values[row][column])}";

    private static double?[][] Each(
        IReadOnlyList<IReadOnlyList<OverSeeds?>> matrix, Func<OverSeeds?, double?> of) =>
        [.. matrix.Select(row => row.Select(of).ToArray())];
}

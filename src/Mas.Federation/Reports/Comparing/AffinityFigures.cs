using Mas.Federation.Reports.Charts;

namespace Mas.Federation.Reports.Comparing;

/// <summary>Draws the affinities that methods measured: a small heat map a seed, and their mean.</summary>
internal static class AffinityFigures
{
    private const int SmallWidth = 340;

    /// <summary>Every figure.</summary>
    public static IReadOnlyList<ReportFigure> All(ComparisonTable table, IReadOnlyList<ComparedMethod> methods) =>
        [.. Measurers(methods).SelectMany(measured => Of(table, measured))];

    /// <summary>The matrices, those of one method together.</summary>
    public static IReadOnlyList<IReadOnlyList<MeasuredAffinity>> Measurers(IReadOnlyList<ComparedMethod> methods) =>
        [.. MeasuredAffinity.All(methods).GroupBy(measured => measured.Methods[0]).Select(one => one.ToList())];

    /// <summary>One method's figures: the mean over its seeds where there are several, then a seed each.</summary>
    public static IReadOnlyList<ReportFigure> Of(ComparisonTable table, IReadOnlyList<MeasuredAffinity> measured)
    {
        var name = measured[0].Methods[0];
        var file = $"affinity-{name.Replace(':', '-').Replace('=', '-')}";
        var figures = measured.Select(one => Map(
            table, $"{file}-seed-{one.Seed}", $"Affinities, {name}, seed {one.Seed}", $"seed {one.Seed}",
            one.Affinity, one.Spread, "differ between clients"));
        if (measured.Count < 2)
            return [.. figures];
        var (mean, deviation) = MeasuredAffinity.OverSeeds(measured);
        var title = $"mean of {TaskWords.Count(measured.Count, "seed")}";
        return
        [
            Map(table, $"{file}-mean", $"Affinities, {name}, {title}", title, mean, deviation, "differ between seeds"),
            .. figures,
        ];
    }

    private static ReportFigure Map(
        ComparisonTable table, string file, string title, string heading, double[][] values, double[][]? spread,
        string differ)
    {
        var cells =
            from row in Enumerable.Range(0, table.Tasks.Count)
            from column in Enumerable.Range(0, table.Tasks.Count)
            where row != column
            select $"{table.Tasks[row]} on {table.Tasks[column]} {HeatMap.Format(values[row][column])}";
        return new(file, new HeatMap
        {
            Title = title,
            Description = $"{string.Join(", ", cells)}."
                + (spread is null ? "" : $" Below each number: how far they {differ} (standard deviation)."),
            Names = table.Tasks,
            Values = values,
            Spread = spread,
            RowTitle = "",
            ColumnTitle = heading,
            Width = table.Tasks.Count > 5 ? SmallWidth * 2 : SmallWidth,
        });
    }
}

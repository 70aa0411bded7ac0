using Mas.Reports.Charts;
using Mas.Reports.Figures;

namespace Mas.Reports.Comparing;

/// <summary>Draws how tasks help each other: as measured by affinities, and as trained in pairs.</summary>
internal static class AffinityFigures
{
    /// <summary>Every figure.</summary>
    public static IReadOnlyList<ReportFigure> All(ComparisonTable table, IReadOnlyList<ComparedMethod> methods) =>
        [.. Affinities(table, methods).SelectMany(measured => measured.Figures), .. Pairs(table)];

    /// <summary>
    /// The affinities of every method that measured some, and the names of all methods with the same measurements: on
    /// one color scale, so that they can be compared.
    /// </summary>
    public static IReadOnlyList<(IReadOnlyList<string> Methods, IReadOnlyList<ReportFigure> Figures)> Affinities(
        ComparisonTable table, IReadOnlyList<ComparedMethod> methods)
    {
        var all = MeasuredAffinity.All(methods);
        var scale = HeatMap.ScaleOf(all.Select(measured => measured.Affinity));
        return
        [
            .. all.GroupBy(measured => measured.Methods[0]).Select(alike => (
                (IReadOnlyList<string>)[.. alike.SelectMany(one => one.Methods).Distinct()],
                SeedMaps.Of(
                    table.Tasks, $"affinity-{alike.Key.Replace(':', '-').Replace('=', '-')}",
                    $"Affinities, {alike.Key}", ("a step for", "changes the loss of"),
                    [.. alike.Select(one => new SeedMap(one.Seed, one.Affinity, one.Spread))], scale))),
        ];
    }

    /// <summary>What training in pairs brought; empty if no method trains pairs.</summary>
    public static IReadOnlyList<ReportFigure> Pairs(ComparisonTable table) => table.Pairs.Count == 0 ? [] : SeedMaps.Of(
        table.Tasks, "pair-gains", "Gains of tasks trained in pairs", ("trained with", "the loss of"),
        [.. table.Pairs.Select(one => new SeedMap(one.Seed, one.Gains, null))],
        HeatMap.ScaleOf(table.Pairs.Select(one => one.Gains)));
}

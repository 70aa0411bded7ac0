namespace Mas.Federation.Reports.Comparing;

/// <summary>Draws how tasks help each other: as measured by affinities, and as trained in pairs.</summary>
internal static class AffinityFigures
{
    /// <summary>Every figure.</summary>
    public static IReadOnlyList<ReportFigure> All(ComparisonTable table, IReadOnlyList<ComparedMethod> methods) =>
        [.. Measurers(methods).SelectMany(measured => Of(table, measured)), .. Pairs(table)];

    /// <summary>The matrices, those of one method together.</summary>
    public static IReadOnlyList<IReadOnlyList<MeasuredAffinity>> Measurers(IReadOnlyList<ComparedMethod> methods) =>
        [.. MeasuredAffinity.All(methods).GroupBy(measured => measured.Methods[0]).Select(one => one.ToList())];

    /// <summary>One method's affinities.</summary>
    public static IReadOnlyList<ReportFigure> Of(ComparisonTable table, IReadOnlyList<MeasuredAffinity> measured)
    {
        var name = measured[0].Methods[0];
        return SeedMaps.Of(
            table.Tasks, $"affinity-{name.Replace(':', '-').Replace('=', '-')}", $"Affinities, {name}",
            [.. measured.Select(one => new SeedMap(one.Seed, one.Affinity, one.Spread))]);
    }

    /// <summary>What training in pairs came to; none where no method trains them.</summary>
    public static IReadOnlyList<ReportFigure> Pairs(ComparisonTable table) => table.Pairs.Count == 0 ? [] : SeedMaps.Of(
        table.Tasks, "pair-gains", "Gains of tasks trained in pairs",
        [.. table.Pairs.Select(one => new SeedMap(one.Seed, one.Gains, null))]);
}

using System.Globalization;
using Mas.Federation.Ledgers;
using Mas.Reports.Charts;
using Mas.Reports.Tables;
using Mas.Reports.Words;

namespace Mas.Reports.Comparing;

/// <summary>A comparison's numbers as tables that people read.</summary>
public static class ComparisonTexts
{
    private const string None = "–";

    /// <summary>Test losses, mean ± standard deviation over the seeds, and the ratio of the sums.</summary>
    /// <param name="table">The comparison.</param>
    /// <param name="taskName">A task's heading, of its letter.</param>
    public static TextTable Losses(ComparisonTable table, Func<string, string> taskName) => new(
        ["method", "seeds", .. table.Tasks.Select(taskName), "all tasks", "ratio"],
        [.. table.Methods.Select(row => (IReadOnlyList<TextCell>)
        [
            Name(row.Name),
            $"{row.N}",
            .. table.Tasks.Select(task => Text(row.TestLoss?.PerTask[task])),
            Text(row.TestLoss?.Total),
            LossRatio(table.AgainstBaseline(row)?.Ratios[PairedFigures.TestLoss]),
        ]), .. Constant(table)],
        TextColumns: 1);

    /// <summary>The row of the best constant, where it is known.</summary>
    private static IEnumerable<IReadOnlyList<TextCell>> Constant(ComparisonTable table) =>
        table.ConstantTestLoss is not { } constant ? []
        : [["best constant", "", .. table.Tasks.Select(task => (TextCell)Quantity.Loss(constant.PerTask[task]?.Mean)),
            Quantity.Loss(constant.Total?.Mean), ""]];

    /// <summary>Costs of a run, mean over the seeds, each with its ratio in brackets.</summary>
    public static TextTable Costs(ComparisonTable table) => new(
        ["method", .. CostMeasure.Shown.Select(measure => measure == CostMeasure.Energy
            ? Quantity.Heading(table.Methods.Max(row => row.EnergySource) ?? EnergySource.Rapl) : measure.Heading)],
        [.. table.Methods.Select(row => (IReadOnlyList<TextCell>)
        [
            Name(row.Name),
            .. CostMeasure.Shown.Select(measure => row.Cost.TryGetValue(measure.Name, out var cost)
                ? new TextCell(
                    measure.Text(cost.Mean), $"({Ratio(table.AgainstBaseline(row)?.Ratios[measure.Name])})") : None),
        ])],
        TextColumns: 1);

    /// <summary>Differences of total test loss between methods, seed by seed.</summary>
    public static TextTable Differences(ComparisonTable table) => new(
        ["method", "against", "seeds", "mean difference", "standard deviation", "lower in"],
        [.. from row in table.Methods
            from pair in row.Against
            where pair.Key != row.Name
            let difference = pair.Value.TestLossDifference
            where difference is not null
            select (IReadOnlyList<TextCell>)
            [
                Name(row.Name), Name(pair.Key), $"{pair.Value.Seeds.Count}", Difference(difference.Mean),
                difference.StandardDeviation is { } deviation
                    ? deviation.ToString("0.0000", CultureInfo.InvariantCulture) : None,
                $"{pair.Value.LowerIn} of {pair.Value.Seeds.Count}",
            ]],
        TextColumns: 2);

    /// <summary>
    /// The groups chosen, a seed a row; methods that chose alike, because they measured alike, share a row.
    /// </summary>
    public static TextTable Groups(ComparisonTable table) => new(
        ["method", "seed", "chosen", "groups", "value", "lead", "next best"],
        [.. table.Methods.SelectMany(row => row.Groups.Select(chosen => (row.Name, chosen)))
            .GroupBy(each => (each.chosen.Seed, each.chosen.Choice, Letters(each.chosen.Groups), each.chosen.Value))
            .Select(alike => (names: alike.Select(each => each.Name), alike.First().chosen))
            .Select(each => (IReadOnlyList<TextCell>)
            [
                Names([.. each.names]),
                $"{each.chosen.Seed}",
                each.chosen.Choice,
                Letters(each.chosen.Groups),
                SplitWords.Value(each.chosen.Value),
                each.chosen.Lead is { } lead ? SplitWords.Value(lead) : None,
                each.chosen.RunnerUp is { } next ? Letters(next.Groups) : None,
            ])],
        TextColumns: 4);

    /// <summary>
    /// What training in pairs did, mean ± standard deviation over the seeds: a row the partner, a column the task whose
    /// loss it is.
    /// </summary>
    public static TextTable Pairs(ComparisonTable table, Func<string, string> taskName)
    {
        var gains = table.Pairs.Count == 0 ? [] : OverSeeds.Each([.. table.Pairs.Select(one => one.Gains)]);
        return new(
            ["together with", .. table.Tasks.Select(taskName)],
            [.. gains.Select((row, partner) => (IReadOnlyList<TextCell>)
            [
                taskName(table.Tasks[partner]), .. row.Select((gain, task) => partner == task ? None : Gain(gain)),
            ])],
            TextColumns: 1);
    }

    /// <summary>How well affinities predicted what pairs gain, one row per matrix and seed.</summary>
    public static TextTable Agreement(ComparisonTable table, Func<string, string> taskName) => new(
        ["affinities of", "seed", .. table.Tasks.Select(taskName), "mean"],
        [.. from pairs in table.Pairs
            from agreement in pairs.Agreement
            select (IReadOnlyList<TextCell>)
            [
                agreement.Methods is [var only]
                    ? Name(only)
                    : new TextCell(agreement.Methods[0], $"and {agreement.Methods.Count - 1} with the same measurements"),
                $"{pairs.Seed}",
                .. table.Tasks.Select(task => (TextCell)Correlation(agreement.PerTask[task])),
                Correlation(agreement.Mean),
            ]],
        TextColumns: 1);

    /// <summary>A ratio, two decimals.</summary>
    internal static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A difference of losses, four decimals and a sign.</summary>
    internal static string Difference(double difference) => double.IsFinite(difference)
        ? difference.ToString("+0.0000;\u22120.0000;0.0000", CultureInfo.InvariantCulture) : Quantity.Loss(difference);

    /// <summary>A rank correlation, two decimals and a sign.</summary>
    internal static string Correlation(double? correlation) =>
        correlation?.ToString("+0.00;\u22120.00;0.00", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A ratio of losses, three decimals: losses lie closer together than costs.</summary>
    internal static string LossRatio(double? ratio) => ratio?.ToString("0.000", CultureInfo.InvariantCulture) ?? None;

    private static TextCell Text(OverSeeds? losses) => losses is { StandardDeviation: { } deviation }
        && double.IsFinite(deviation)
            ? new TextCell(Quantity.Loss(losses.Mean), $"± {Quantity.Loss(deviation)}")
            : Quantity.Loss(losses?.Mean);

    private static TextCell Gain(OverSeeds? gain) => gain is { StandardDeviation: { } deviation }
        ? new TextCell(HeatMap.Format(gain.Mean), deviation.ToString("± 0.000", CultureInfo.InvariantCulture))
        : HeatMap.Format(gain?.Mean);

    private static TextCell Name(string name) =>
        name.IndexOf(':') is var colon && colon > 0 ? new TextCell(name[..colon], name[colon..]) : name;

    private static TextCell Names(IReadOnlyList<string> names) =>
        names.Count == 1 ? Name(names[0]) : new TextCell($"{names[0]},", string.Join(", ", names.Skip(1)));

    private static string Letters(IReadOnlyList<IReadOnlyList<string>> groups) =>
        string.Join(" ", groups.Select(group => $"({string.Join(' ', group)})"));
}

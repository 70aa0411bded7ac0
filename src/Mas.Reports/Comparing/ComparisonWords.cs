using System.Globalization;
using Mas.Federation.Ledgers;
using Mas.Federation.Methods;
using Mas.Learning;
using Mas.Reports.Words;

namespace Mas.Reports.Comparing;

/// <summary>
/// What a comparison's numbers say, in sentences: which method has the least loss, how merge-and-split and its variants
/// stand, and whether differences are more than seeds differ anyway. Nothing beyond the numbers.
/// </summary>
public static class ComparisonWords
{
    /// <summary>The sentences, a paragraph each.</summary>
    public static IReadOnlyList<string> Sentences(ComparisonTable table) => table.Baseline is null
        ? ["No run has finished yet."]
        : [.. Missing(table), Least(table), .. Rivalries(table), .. Learned(table), .. PairWords.Sentences(table)];

    /// <summary>
    /// Which tasks each method has learned, by its mean losses; empty if the best constant is not known.
    /// </summary>
    public static IEnumerable<string> Learned(ComparisonTable table) =>
        from row in table.Methods
        let sentence = LearnedWords.Sentence(
        [
            .. table.Tasks.Select(task => (task, LearnedWords.IsLearned(
                row.TestLoss?.PerTask[task]?.Mean, table.ConstantTestLoss?.PerTask[task]?.Mean))),
        ], table.Words)
        where sentence is not null
        select table.Methods.Count > 1 ? $"{row.Name}: {sentence}" : sentence;

    /// <summary>What ratios are to, in a sentence.</summary>
    public static string HowToRead(ComparisonTable table)
    {
        var deviation = table.Methods.Any(row => row.N > 1)
            ? ", ± the standard deviation over the seeds" : "";
        var baseline = table.Baseline is null ? ""
            : $" Ratios are to {table.Baseline}, of means over the seeds both have finished"
                + (table.Baseline == MethodCatalogue.Baseline.Name
                    ? "." : $", because {MethodCatalogue.Baseline.Name} is not part of the comparison.");
        return $"Loss on test examples, which no client trained on{deviation}; lower is better.{baseline}";
    }

    /// <summary>The source of every method's joules, and how far estimates can be trusted.</summary>
    public static string EnergySources(ComparisonTable table)
    {
        var sources = table.Methods.Where(row => row.EnergySource is not null)
            .GroupBy(row => row.EnergySource!.Value).ToList();
        IReadOnlyList<string> sentences = sources is [var only]
            ? [$"Energy is {Quantity.Source(only.Key)}."]
            : [.. sources.Select(source =>
                $"Energy of {WordList.Of([.. source.Select(row => row.Name)])} is {Quantity.Source(source.Key)}.")];
        var caveats = sources.Select(source => Quantity.Caveat(source.Key)).Where(caveat => caveat.Length > 0);
        return string.Join(' ', [.. sentences, .. caveats]);
    }

    private static IEnumerable<string> Missing(ComparisonTable table)
    {
        var behind = table.Methods.Where(row => row.N < table.SeedsAsked).ToList();
        if (behind.Count > 0)
        {
            var counts = behind.GroupBy(row => row.N).Select(rows =>
                $"{Finishers([.. rows.Select(row => row.Name)])} finished {Plural.InWords(rows.Key, "seed")}");
            yield return $"The comparison is not finished: of {Plural.InWords(table.SeedsAsked, "seed")}, "
                + $"{WordList.Of([.. counts])}.";
        }

        string Finishers(IReadOnlyList<string> names) => names.Count == table.Methods.Count
            ? "each method has" : $"{WordList.Of(names)} {(names.Count == 1 ? "has" : "have")}";

        var unmeasured = table.Tasks.Where(task => table.Methods.Any(
            row => row.TestLoss is { } loss && loss.PerTask[task] is null)).ToList();
        if (unmeasured.Count > 0)
        {
            yield return $"No test example has a target for {table.Words.Names(unmeasured)}, so there is no total "
                + "test loss to compare.";
        }

        var lost = table.Methods
            .Where(row => row.TestLoss?.Total is { } total && !double.IsFinite(total.Mean)).ToList();
        if (lost.Count > 0)
        {
            yield return $"The test loss of {WordList.Of([.. lost.Select(row => row.Name)])} is not a number; what "
                + "follows leaves it out.";
        }
    }

    /// <summary>The least loss, and by how much, over the seeds that every method in it has finished.</summary>
    private static string Least(ComparisonTable table)
    {
        var rows = table.Methods
            .Where(row => row.TestLoss?.Total is { } total && double.IsFinite(total.Mean)).ToList();
        if (rows.Count < 2)
        {
            return "There are no two methods to compare yet.";
        }

        var seeds = rows.Select(row => row.Seeds.AsEnumerable())
            .Aggregate((some, others) => some.Intersect(others)).ToList();
        if (seeds.Count == 0)
        {
            return "The methods have no seed in common yet, so their losses are not ranked.";
        }

        IEnumerable<double> Losses(ComparisonRow row) => seeds.Select(seed => Loss(row, seed));
        var ranked = rows.OrderBy(row => Losses(row).Average()).ToList();
        var (least, next) = (ranked[0], ranked[1]);
        var difference = OverSeeds.Of([.. Losses(least).Zip(Losses(next), (left, right) => left - right)]);
        return $"Of {Plural.InWords(rows.Count, "method")}, {least.Name} has the least total test loss over "
            + $"{Seeds(seeds)}: {Quantity.Loss(Losses(least).Average())}. Next is {next.Name} with "
            + $"{Quantity.Loss(Losses(next).Average())}. {Verdict(difference)}";
    }

    private static IEnumerable<string> Rivalries(ComparisonTable table) =>
        from row in table.Methods
        where row.Splits || ComparisonRow.Plain(row.Name) is not null
        from rival in Rivals(table, row)
        where row.Against.TryGetValue(rival.Name, out var figures) && figures.TestLossDifference is not null
        select Rivalry(row, rival, row.Against[rival.Name]);

    /// <summary>A variant is held against what it varies; merge-and-split against what it is to improve on.</summary>
    private static IEnumerable<ComparisonRow> Rivals(ComparisonTable table, ComparisonRow row) =>
        ComparisonRow.Plain(row.Name) is { } plain && table.Row(plain) is { } original
            ? [original]
            : table.Methods.Where(other => other != row
                && (other.Name == MethodCatalogue.Baseline.Name || other.Name == MethodCatalogue.Together.Name));

    private static string Rivalry(ComparisonRow row, ComparisonRow rival, PairedFigures figures)
    {
        var mine = figures.Seeds.Average(seed => Loss(row, seed));
        var other = figures.Seeds.Average(seed => Loss(rival, seed));
        if (!double.IsFinite(mine - other))
        {
            return $"{row.Name} against {rival.Name}: a test loss is not a number, so there is no difference to report.";
        }

        var measured = row.EnergySource == EnergySource.Estimate || rival.EnergySource == EnergySource.Estimate
            ? "estimated energy" : "energy";
        var costs = new[] { (CostMeasure.Cpu, "processor time"), (CostMeasure.Operations, "operations"),
                (CostMeasure.Bytes, "traffic"), (CostMeasure.Energy, measured) }
            .Where(cost => figures.Ratios[cost.Item1.Name] is not null)
            .Select(cost => $"{ComparisonTexts.Ratio(figures.Ratios[cost.Item1.Name])} of its {cost.Item2}");
        return $"{row.Name} against {rival.Name}, over {Seeds(figures.Seeds)}: total test loss {Quantity.Loss(mine)} "
            + $"against {Quantity.Loss(other)}, a ratio of {ComparisonTexts.LossRatio(mine / other)}, for "
            + $"{WordList.Of([.. costs])}. {Verdict(figures.TestLossDifference!)}";
    }

    /// <summary>Whether a difference is more than the differences vary from seed to seed.</summary>
    private static string Verdict(OverSeeds difference)
    {
        if (difference.Values.All(value => value == 0))
        {
            return "The losses are equal, seed by seed.";
        }

        var mean = ComparisonTexts.Difference(difference.Mean);
        if (difference.StandardDeviation is not { } deviation)
        {
            return $"The difference is {mean}; one seed cannot tell whether that is more than chance.";
        }

        var lower = $"below zero in {difference.Values.Count(value => value < 0)} of {difference.Values.Count}";
        return $"Seed by seed the difference is {mean} on average ({lower}), with a standard deviation of "
            + $"{deviation.ToString("0.0000", CultureInfo.InvariantCulture)}: "
            + (Math.Abs(difference.Mean) > deviation
                ? "more than it varies between seeds."
                : "no more than it varies between seeds, so these seeds do not tell the two apart.");
    }

    private static double Loss(ComparisonRow row, ulong seed) =>
        row.TestLoss!.Total!.Values[row.Seeds.ToList().IndexOf(seed)];

    internal static string Seeds(IReadOnlyList<ulong> seeds) =>
        $"{(seeds.Count == 1 ? "seed" : "seeds")} {WordList.Of([.. seeds.Select(seed => $"{seed}")])}";
}

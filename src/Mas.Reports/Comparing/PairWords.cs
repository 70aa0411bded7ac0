using System.Globalization;
using Mas.Learning;

namespace Mas.Reports.Comparing;

/// <summary>What training tasks in pairs showed, in sentences, and how well affinities predicted it.</summary>
internal static class PairWords
{
    /// <summary>How to read the agreement of affinities with gains.</summary>
    public const string HowAgreementReads =
        "How well affinities predicted these gains: for each task, the rank correlation (Spearman) over its partners "
        + "between their affinity on it and what it gained alongside them. 1 = the same order, \u22121 = the reverse.";

    /// <summary>The sentences; none where no method trains pairs.</summary>
    public static IEnumerable<string> Sentences(ComparisonTable table)
    {
        if (table.Pairs.Count == 0 || table.Tasks.Count < 2)
        {
            yield break;
        }

        var gains = OverSeeds.Each([.. table.Pairs.Select(one => one.Gains)])
            .SelectMany((row, partner) => row.Where((_, task) => task != partner)).OfType<OverSeeds>()
            .Select(gain => gain.Mean).ToList();
        var seeds = ComparisonWords.Seeds([.. table.Pairs.Select(one => one.Seed)]);
        var trained = $"Trained in pairs to the end ({table.Pairs[0].Method}, {seeds}), ";
        yield return trained + (gains.Count == 0
            ? "no task has a validation loss both in a pair and alone."
            : $"in {gains.Count(gain => gain > 0)} of {gains.Count} cases a task ends with a lower validation loss than "
                + "alone; on average it ends " + (gains.Average() switch
                {
                    > 0 and var less => $"{Percent(less)} lower.",
                    < 0 and var more => $"{Percent(-more)} higher.",
                    _ => "with the same loss.",
                }));
        var agreements = table.Pairs.SelectMany(one => one.Agreement).GroupBy(one => one.Methods[0]);
        foreach (var agreement in agreements)
        {
            var each = agreement.SelectMany(one => one.PerTask.Values).OfType<double>().ToList();
            if (each.Count > 0)
            {
                yield return $"Affinities measured by {agreement.Key} order a task's partners as training in pairs does "
                    + $"with a rank correlation of {ComparisonTexts.Correlation(each.Average())} on average "
                    + $"({Plural.Of(each.Count, "task")}, from {ComparisonTexts.Correlation(each.Min())} to "
                    + $"{ComparisonTexts.Correlation(each.Max())}).";
            }
        }
    }

    /// <summary>How to read the gains.</summary>
    public static string HowToRead(ComparisonTable table) =>
        $"{table.Pairs[0].Method} trains every two tasks together from the first round to the last, and each alone. "
        + "Each number says what the task of the row did to the last validation loss of the task of the column: +0.020 "
        + "means it ends 2 % lower than alone."
        + (table.Pairs.Count > 1 ? " The standard deviation is that between seeds." : "");

    private static string Percent(double share) =>
        (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}

using Mas.Federation.Affinities;

namespace Mas.Reports.Comparing;

/// <summary>How well measured affinities predicted the gains of training tasks in pairs. Immutable.</summary>
/// <param name="Methods">The methods that measured the affinities; they all measured the same.</param>
/// <param name="PerTask">
/// By task, Spearman's rank correlation between its partners' affinity on it and what it gained alongside them, over
/// the partners for which both are known; null for fewer than two of these, or if all are equal.
/// </param>
/// <param name="Mean">The mean of those that are there, or null.</param>
public sealed record PairAgreement(
    IReadOnlyList<string> Methods, IReadOnlyDictionary<string, double?> PerTask, double? Mean)
{
    internal static PairAgreement Of(MeasuredAffinity measured, double?[][] gains, IReadOnlyList<string> tasks)
    {
        var perTask = tasks.Select((name, task) =>
        {
            var partners = Enumerable.Range(0, tasks.Count).Where(other => other != task).ToList();
            return KeyValuePair.Create(name, RankCorrelation.Spearman(
                [.. partners.Select(partner => measured.Affinity[partner][task])],
                [.. partners.Select(partner => gains[partner][task])]));
        }).ToDictionary();
        return new(measured.Methods, perTask, perTask.Values.Average());
    }
}

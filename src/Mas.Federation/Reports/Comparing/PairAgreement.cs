using Mas.Federation.Affinities;

namespace Mas.Federation.Reports.Comparing;

/// <summary>How far measured affinities foretold what training tasks in pairs came to. Immutable.</summary>
/// <param name="Methods">The methods that measured the affinities; they all measured the same.</param>
/// <param name="PerTask">
/// By task, Spearman's rank correlation over its partners between their affinity on it and what it gained beside them; null
/// for fewer than two partners, where all are equal or where a gain is no number.
/// </param>
/// <param name="Mean">The mean of those that are there, or null.</param>
public sealed record PairAgreement(
    IReadOnlyList<string> Methods, IReadOnlyDictionary<string, double?> PerTask, double? Mean)
{
    internal static PairAgreement Of(MeasuredAffinity measured, double[][] gains, IReadOnlyList<string> tasks)
    {
        var perTask = tasks.Select((name, task) =>
        {
            var partners = Enumerable.Range(0, tasks.Count).Where(other => other != task).ToList();
            double[] gained = [.. partners.Select(partner => gains[partner][task])];
            return KeyValuePair.Create(name, gained.All(double.IsFinite)
                ? RankCorrelation.Spearman([.. partners.Select(partner => measured.Affinity[partner][task])], gained)
                : null);
        }).ToDictionary();
        return new(measured.Methods, perTask, perTask.Values.Average());
    }
}

using Mas.Federation.Affinities;
using Mas.Federation.Grouping;

namespace Mas.Tests.Federation.Grouping;

public class LiarTrialTests
{
    // Tasks 0 and 1 help each other, 2 and 3 too; the rest hurts a little.
    private static readonly double?[][] _clear =
        [[0, 0.1, -0.02, -0.01], [0.08, 0, -0.03, -0.02], [-0.01, -0.02, 0, 0.09], [-0.02, -0.01, 0.07, 0]];

    [Fact]
    public void EveryLieIsTriedUnderEveryMeanWithEverySetOfLiars()
    {
        var outcomes = LiarTrial.Run(Rounds(clients: 8), groups: 2, liars: 2);

        Assert.Equal(8, outcomes.Count);
        Assert.Equal(4, outcomes.Select(outcome => outcome.Lie).Distinct().Count());
        Assert.All(outcomes, outcome => Assert.Equal(28, outcome.Sets));
        Assert.All(outcomes, outcome => Assert.InRange(outcome.Targeted, 0, outcome.Changed));
        Assert.All(outcomes, outcome => Assert.InRange(outcome.ValueLost, 0, outcome.MostLost));
        Assert.All(outcomes, outcome => Assert.InRange(outcome.MostLost, 0, 1));
    }

    [Fact]
    public void OneLoudLiarBendsThePlainMeanAndNotTheTrimmed()
    {
        var outcomes = LiarTrial.Run(Rounds(clients: 8), groups: 2, liars: 1);

        var loud = outcomes.Where(outcome => outcome.Lie == "all for one split").ToDictionary(outcome => outcome.Mean);
        Assert.Equal(1, loud[MeanRule.Plain].Targeted);
        Assert.Equal(1, loud[MeanRule.Plain].ValueLost, 1e-12);
        Assert.Equal(0, loud[MeanRule.Trimmed].Changed);
        Assert.All(outcomes.Where(outcome => outcome.Mean == MeanRule.Trimmed), outcome => Assert.Equal(0, outcome.MostLost));
    }

    [Fact]
    public void WhereThereIsOneWayToGroupNobodyBendsAnything() => Assert.All(
        LiarTrial.Run(Rounds(clients: 4), groups: 4, liars: 1),
        outcome => Assert.Equal((0.0, 0.0), (outcome.Changed, outcome.MostLost)));

    [Fact]
    public void AClientThatMeasuredOnlySomePairsIsTriedLikeAnyOther()
    {
        var rounds = Rounds(clients: 4);
        double?[] nothing = [null, null, null, null];
        double?[][] partly = [[null, 0.1, null, null], [0.1, null, null, null], nothing, nothing];
        rounds[5] = AffinityHistory.Combine([new ClientAffinity("partly", partly, 1)])!;

        Assert.All(
            LiarTrial.Run(rounds, groups: 2, liars: 1),
            outcome => Assert.InRange(outcome.MostLost, 0, 1));
    }

    /// <summary>Two clients a round, each drawn twice; they differ a little.</summary>
    private static Dictionary<int, RoundAffinity> Rounds(int clients) => Enumerable.Range(0, clients).ToDictionary(
        round => round + 1,
        round => AffinityHistory.Combine([Client(round), Client((round + 1) % clients)])!);

    private static ClientAffinity Client(int number) => new(
        $"client {number}",
        AffinityMatrix.FromMeasurements(
            [.. _clear.Select((row, i) => row.Select((value, j) => value + (0.002 * ((number + i + j) % 3))).ToArray())])
            .ToRows(),
        1);
}

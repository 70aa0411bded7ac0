using Mas.Federation.Aggregation;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Aggregation;

public class BalanceVoteTests
{
    private static readonly MeanLoss _seen = new(1, 10);

    [Fact]
    public void WeightsAreMeansBySamples()
    {
        var mean = Of(null, [
            (new LossBalance([0.5, 1.5], [2, 4]), 1, [_seen, _seen]),
            (new LossBalance([1.5, 0.5], [4, 8]), 3, [_seen, _seen]),
        ])!;

        Assert.Equal([1.25, 0.75], mean.Weights);
        Assert.Equal([3.5, 7], mean.FirstLosses!);
    }

    [Fact]
    public void AClientThatMeasuredNothingOfATaskHasNoVoteForItsWeight()
    {
        var mean = Of(null, [
            (new LossBalance([0.5, 0.5, 2], [2, 4, 6]), 1, [_seen, _seen, _seen]),
            (new LossBalance([1.5, 0.5, 1], [4, 8, null]), 3, [_seen, _seen, MeanLoss.None]),
        ])!;

        // 1.25, 0.5 and the first client's 2 alone, scaled to a sum of 3.
        Assert.Equal(1.25 * 3 / 3.75, mean.Weights[0], 1e-12);
        Assert.Equal(2 * 3 / 3.75, mean.Weights[2], 1e-12);
        Assert.Equal(3, mean.Weights.Sum(), 1e-12);
        Assert.Equal([3.5, 7, 6], mean.FirstLosses!);
    }

    [Fact]
    public void ATaskThatNoClientMeasuredKeepsItsWeightAndGetsItsFirstLossWhenOneDoes()
    {
        var first = Of(null, [
            (new LossBalance([1, 1], [2, null]), 1, [_seen, MeanLoss.None]),
            (new LossBalance([1, 1], [4, null]), 1, [_seen, MeanLoss.None]),
        ])!;
        var second = Of(first, [
            (new LossBalance([0.5, 1.5], [2, 9]), 1, [_seen, _seen]),
            (new LossBalance([1, 1], [4, null]), 1, [_seen, MeanLoss.None]),
        ])!;

        Assert.Equal([1, 1], first.Weights);
        Assert.Equal([3, null], first.FirstLosses!);
        Assert.Equal([3, 9], second.FirstLosses!);
    }

    [Fact]
    public void OtherRulesKeepNone() => Assert.Null(Of(null, [(null, 1, [_seen])]));

    [Fact]
    public void AClientVotesForATaskWithItsExamplesOfIt()
    {
        Update[] updates =
        [
            Sent(new LossBalance([0.5, 1.5], [2, 4]), 4, [_seen, _seen]) with { Labelled = [3, 4] },
            Sent(new LossBalance([1.5, 0.5], [4, 8]), 4, [_seen, _seen]) with { Labelled = [1, 4] },
        ];

        var mean = BalanceVote.Of(null, updates, WeightedMean.Mean)!;

        Assert.Equal([0.75 * 2 / 1.75, 1 * 2 / 1.75], mean.Weights);
        Assert.Equal([2.5, 6], mean.FirstLosses!);
    }

    private static LossBalance? Of(
        LossBalance? before, IReadOnlyList<(LossBalance? Balance, int Samples, IReadOnlyList<MeanLoss> Losses)> clients) =>
        BalanceVote.Of(
            before, [.. clients.Select(each => Sent(each.Balance, each.Samples, each.Losses))], WeightedMean.Mean);

    private static Update Sent(LossBalance? balance, int samples, IReadOnlyList<MeanLoss> losses) =>
        SentModels.Of("castle", null, samples, losses) with { Balance = balance };
}

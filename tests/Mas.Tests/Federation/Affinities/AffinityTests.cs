using Mas.Federation.Affinities;

namespace Mas.Tests.Federation.Affinities;

public class AffinityTests
{
    [Fact]
    public void SelfAffinityIsTheMeanOfWhatATaskGivesAndTakes()
    {
        var affinity = AffinityMatrix.FromMeasurements([[7, 0.2, 0.3], [-0.1, 7, 0.5], [0.4, -0.6, 7]]);
        Assert.Equal((0.2 + 0.3 - 0.1 + 0.4) / 4, affinity[0, 0]!.Value, 1e-15);
        Assert.Equal((-0.1 + 0.5 + 0.2 - 0.6) / 4, affinity[1, 1]!.Value, 1e-15);
        Assert.Equal((0.4 - 0.6 + 0.3 + 0.5) / 4, affinity[2, 2]!.Value, 1e-15);
        Assert.Equal(0.5, affinity[1, 2]);
    }

    [Fact]
    public void ASingleTaskHasNobodyToHelp() => Assert.Equal(0, AffinityMatrix.FromMeasurements([[0.7]])[0, 0]);

    [Fact]
    public void WhatIsNoMatrixIsRefused()
    {
        Assert.Throws<ArgumentException>(() => AffinityMatrix.FromRows([]));
        Assert.Throws<ArgumentException>(() => AffinityMatrix.FromRows([[1, 2], [3]]));
        Assert.Throws<ArgumentException>(() => AffinityMatrix.FromRows([[1, double.NaN], [3, 4]]));
        Assert.Throws<ArgumentException>(() => AffinityMatrix.FromMeasurements([[1, double.PositiveInfinity], [3, 4]]));
    }

    [Fact]
    public void RowsComeBackAsTheyWere()
    {
        double?[][] rows = [[0.1, 0.2], [0.3, 0.4]];
        Assert.Equal(rows, AffinityMatrix.FromRows(rows).ToRows());
    }

    [Fact]
    public void ARoundIsTheMeanOfItsClientsAndTheirSpread()
    {
        var round = AffinityHistory.Combine([Client(0.1, 0.3, 2), Client(0.3, -0.1, 3)])!;

        Assert.Equal(0.2, round.Mean[0][1]!.Value, 1e-15);
        Assert.Equal(0.1, round.Mean[1][0]!.Value, 1e-15);
        Assert.Equal(0.15, round.Mean[0][0]!.Value, 1e-15);
        Assert.Equal(0.2 / Math.Sqrt(2), round.Spread[0][1]!.Value, 1e-15);
        Assert.Equal(0.4 / Math.Sqrt(2), round.Spread[1][0]!.Value, 1e-15);
        Assert.Equal(5, round.Probes);
        Assert.Equal([0.1, 0.3], round.Clients!.Select(client => client.Matrix[0][1]));
    }

    [Fact]
    public void HowFarOneClientWouldDifferIsUnknownAndNoClientIsNoRound()
    {
        Assert.Equal([[null, null], [null, null]], AffinityHistory.Combine([Client(0.1, 0.3, 1)])!.Spread);
        Assert.Null(AffinityHistory.Combine([]));
    }

    [Fact]
    public void WhoDidNotMeasureAPairHasNoVoteOnIt()
    {
        var round = AffinityHistory.Combine([Client(0.1, null, 2), Client(0.3, null, 3), Client(null, null, 1)])!;

        Assert.Equal(0.2, round.Mean[0][1]!.Value, 1e-15);
        Assert.Equal(0.2 / Math.Sqrt(2), round.Spread[0][1]!.Value, 1e-15);
        Assert.Null(round.Mean[1][0]);
        Assert.Null(round.Spread[1][0]);
        Assert.Equal(6, round.Probes);
        Assert.Null(AffinityHistory.Combine([Client(null, null, 4)]));
    }

    [Fact]
    public void ARoundInWhichAPairWasNotMeasuredHasNoVoteOnIt()
    {
        foreach (var mean in Enum.GetValues<MeanRule>())
        {
            var history = new AffinityHistory(2, probeRounds: 10, mean);
            history.Add(1, AffinityHistory.Combine([Client(0.1, null, 1)])!);
            history.Add(2, AffinityHistory.Combine([Client(0.5, null, 1)])!);
            history.Add(3, AffinityHistory.Combine([Client(null, -0.2, 1)])!);

            Assert.Equal(0.3, history.Matrix()![0, 1]!.Value, 1e-15);
            Assert.Equal(-0.2, history.Matrix()![1, 0]);
            Assert.Equal(0.3, history.MatrixAfter(2)[0, 1]!.Value, 1e-15);
            Assert.Null(history.MatrixAfter(2)[1, 0]);
            Assert.Equal([[null, null], [null, null]], history.Spread()!);
        }
    }

    [Fact]
    public void SelfAffinityIsTheMeanOfWhatIsKnownOfIt()
    {
        var affinity = AffinityMatrix.FromMeasurements([[0, 0.2, null], [-0.1, 0, null], [null, null, 0]]);

        Assert.Equal(0.05, affinity[0, 0]!.Value, 1e-15);
        Assert.Null(affinity[2, 2]);
        Assert.Equal(0, affinity.Counted(2, 2));
        Assert.Equal([(0, 2), (1, 2), (2, 0), (2, 1)], affinity.UnknownPairs());
        Assert.Equal([0.2, null, -0.1, null, null, null], affinity.OffDiagonal());
    }

    [Fact]
    public void TheMatrixIsTheMeanOfTheFirstRoundsThatProbed()
    {
        var history = new AffinityHistory(2, probeRounds: 2);
        Assert.Null(history.Matrix());
        Assert.Null(history.Spread());

        history.Add(7, Round(100, 1));
        history.Add(2, Round(0.2, 3));
        history.Add(5, Round(9, 9));
        history.Add(5, Round(0.4, 4));

        Assert.Equal([2, 5], history.UsedRounds);
        Assert.Equal(0.3, history.Matrix()![0, 1]!.Value, 1e-15);
        Assert.Equal(0.3, history.Matrix()![0, 0]!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(12.5), history.Spread()![0][1]!.Value, 1e-15);
        Assert.Equal([2, 5, 7], history.Rounds.Keys);
        Assert.Throws<ArgumentException>(() => history.Add(8, new RoundAffinity([[1]], [[0]], 1)));
    }

    private static ClientAffinity Client(double? there, double? back, int probes) =>
        new("ash", AffinityMatrix.FromMeasurements([[0, there], [back, 0]]).ToRows(), probes);

    private static RoundAffinity Round(double element, double spread) =>
        new([[element, element], [element, element]], [[spread, spread], [spread, spread]], 1);
}

using Mas.Federation.Affinities;

namespace Mas.Tests.Federation.Affinities;

public class ClientAffinityTests
{
    public static TheoryData<double?[][], int, string?> Reports => new()
    {
        { [[double.NaN, 0.5], [-2, 0]], 1, null },
        { [[0, 1e100], [-1e100, 0]], 1, null },
        { [[0, null], [-2, null]], 1, null },
        { [[null, null], [null, null]], 1, null },
        { [[0, 0.5], [-2, 0]], 0, "are not a matrix of 2 rows and as many columns" },
        { [[0, 0.5]], 1, "are not a matrix of 2 rows and as many columns" },
        { [[0, 0.5], [1]], 1, "are not a matrix of 2 rows and as many columns" },
        { [[0, 0.5], null!], 1, "are not a matrix of 2 rows and as many columns" },
        { [[0, double.NaN], [1, 0]], 1, "not finite, or larger" },
        { [[0, 1], [double.NegativeInfinity, 0]], 1, "not finite, or larger" },
        { [[0, 1e101], [1, 0]], 1, "not finite, or larger" },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public void WhatNobodyCanHaveMeasuredIsTold(double?[][] rows, int probes, string? expected)
    {
        var fault = ClientAffinity.Fault(rows, probes, tasks: 2);
        if (expected is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.Contains(expected, fault);
        }
    }

    [Fact]
    public void TheLargestNumbersOverflowNeitherMean()
    {
        foreach (var mean in Enum.GetValues<MeanRule>())
        {
            var history = new AffinityHistory(2, probeRounds: 10, mean);
            for (var round = 1; round <= 10; round++)
            {
                history.Add(round, AffinityHistory.Combine(
                    [.. "abcd".Select(name => new ClientAffinity($"{name}", [[0, 1e100], [-1e100, 0]], 1))])!);
            }

            Assert.Equal(1e100, history.Matrix()![0, 1]!.Value, 1e86);
            Assert.True(double.IsFinite(history.Spread()![0][1]!.Value));
        }
    }
}

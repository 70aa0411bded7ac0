using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Learning;

namespace Mas.Tests.Federation.Grouping;

public class GrouperTests
{
    public enum Sign { Positive, Negative, Both, FewValues }

    [Theory]
    [InlineData(Sign.Positive)]
    [InlineData(Sign.Negative)]
    [InlineData(Sign.Both)]
    [InlineData(Sign.FewValues)]
    public void BestAndRunnerUpAndWorstAreThoseOfBruteForce(Sign sign)
    {
        for (var size = 1; size <= 9; size++)
        {
            for (var seed = 0; seed < (size < 8 ? 8 : 2); seed++)
            {
                var affinity = RandomMatrix(size, sign, seed);
                for (var groups = 1; groups <= size; groups++)
                {
                    var ranked = BruteForce.Ranked(affinity, groups);
                    var found = Grouper.Best(affinity, groups);
                    Assert.Equal(ranked[0], found.Groups);
                    Assert.Equal(ranked.Count > 1 ? ranked[1] : null, found.RunnerUp?.Groups);
                    Assert.True(found.RunnerUp is null || found.Value >= found.RunnerUp.Value - 1e-15);
                    Assert.Equal(
                        BruteForce.Score(affinity, ranked[^1]),
                        BruteForce.Score(affinity, Grouper.Worst(affinity, groups).Groups));
                }
            }
        }
    }

    [Fact]
    public void TheHandWorkedExampleComesOutAsOnPaper()
    {
        // Into two groups: {0 1}{2}: (0.4 + 0.2 + diag) / 3 with diag = (0 - 0.1 + 0.1 - 0.2) / 4 = -0.05 -> 0.55 / 3.
        // {0}{1 2}: diag0 = (0.2 + 0 + 0.4 - 0.1) / 4 = 0.125, pair 0.1 - 0.2 -> 0.025 / 3.
        // {0 2}{1}: diag1 = (0.4 + 0.1 + 0.2 - 0.2) / 4 = 0.125, pair 0 - 0.1 -> 0.025 / 3, later in the dictionary.
        var affinity = AffinityMatrix.FromMeasurements([[9, 0.2, 0], [0.4, 9, 0.1], [-0.1, -0.2, 9]]);

        var found = Grouper.Best(affinity, 2);

        Assert.Equal([[0, 1], [2]], found.Groups);
        Assert.Equal(0.55 / 3, found.Value, 1e-15);
        Assert.Equal([[0], [1, 2]], found.RunnerUp!.Groups);
        Assert.Equal(0.025 / 3, found.RunnerUp.Value, 1e-15);
        Assert.Equal(0.525 / 3, found.Margin!.Value, 1e-15);

        // All three together: each task the mean of the two others on it: (0.15 + 0 + 0.05) / 3.
        var together = Grouper.Best(affinity, 1);
        Assert.Equal([[0, 1, 2]], together.Groups);
        Assert.Equal(0.2 / 3, together.Value, 1e-15);
        Assert.Null(together.RunnerUp);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-0.3)]
    public void WhereEverythingTiesTheFirstInTheDictionaryIsChosen(double element)
    {
        var affinity = AffinityMatrix.FromRows(
            [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Repeat<double?>(element, 5).ToArray())]);

        var found = Grouper.Best(affinity, 2);

        Assert.Equal([[0], [1, 2, 3, 4]], found.Groups);
        Assert.Equal([[0, 1], [2, 3, 4]], found.RunnerUp!.Groups);
        Assert.Equal(element, found.Value, 1e-15);
    }

    [Fact]
    public void SixteenTasksAreGroupedIntoAnyNumberOfGroups()
    {
        var affinity = RandomMatrix(16, Sign.Both, 3);
        for (var groups = 1; groups <= 16; groups++)
        {
            var found = Grouper.Best(affinity, groups);
            Assert.Equal(groups, found.Groups.Length);
            Assert.Equal(Enumerable.Range(0, 16), found.Groups.SelectMany(group => group).Order());
            Assert.Equal(groups is 1 or 16, found.RunnerUp is null);
            Assert.True(found.RunnerUp is null || found.Margin >= 0);
        }
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e12)]
    [InlineData(1e300)]
    public void ElementsOfAnySizeAreGrouped(double scale)
    {
        var rows = RandomMatrix(6, Sign.Both, 5).ToRows();
        var scaled = AffinityMatrix.FromRows([.. rows.Select(row => row.Select(element => element * scale).ToArray())]);

        var found = Grouper.Best(scaled, 3);

        Assert.Equal(3, found.Groups.Length);
        if (scale > 1)
        {
            Assert.Equal(Grouper.Best(AffinityMatrix.FromRows(rows), 3).Groups, found.Groups);
        }
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    [InlineData(17, 2)]
    public void WhatCannotBeGroupedIsRefused(int tasks, int groups)
    {
        var affinity = RandomMatrix(tasks, Sign.Both, 1);
        Assert.Throws<InputException>(() => Grouper.Best(affinity, groups));
        Assert.Throws<InputException>(() => Grouper.Worst(affinity, groups));
        Assert.Throws<InputException>(() => Grouper.BestOverlapping(affinity, groups));
    }

    [Fact]
    public void NamesTakeThePlaceOfIndices()
    {
        var named = new TaskGrouping([[0, 2], [1]], 0.5).Named(["s", "d", "n"]);
        Assert.Equal([["s", "n"], ["d"]], named.Groups);
        Assert.Equal(0.5, named.Value);
    }

    [Fact]
    public void AnUnknownAffinityNeitherHelpsNorHarms()
    {
        // d helps s a little, n harms it; what n does to d is not known, and counts as 0.
        double?[][] known = [[0, 0.1, -0.3], [0.2, 0, -0.1], [-0.2, 0, 0]];
        double?[][] unknown = [[0, 0.1, -0.3], [0.2, 0, -0.1], [-0.2, null, 0]];

        var found = Grouper.Best(AffinityMatrix.FromRows(unknown), 2);
        var counted = Grouper.Best(AffinityMatrix.FromRows(known), 2);

        Assert.Equal([[0, 1], [2]], found.Groups);
        Assert.Equal(counted.Value, found.Value);
        Assert.Equal(counted.RunnerUp!.Groups, found.RunnerUp!.Groups);
        Assert.Equal(
            Grouper.BestOverlapping(AffinityMatrix.FromRows(known), 2).Groups,
            Grouper.BestOverlapping(AffinityMatrix.FromRows(unknown), 2).Groups);
        Assert.Equal(
            Grouper.Worst(AffinityMatrix.FromRows(known), 2).Groups,
            Grouper.Worst(AffinityMatrix.FromRows(unknown), 2).Groups);
    }

    internal static AffinityMatrix RandomMatrix(int size, Sign sign, int seed)
    {
        var random = new Random(seed * 100 + size);
        double? Element() => sign switch
        {
            Sign.Positive => Math.Round(random.NextDouble(), 9),
            Sign.Negative => -Math.Round(random.NextDouble(), 9),
            Sign.Both => Math.Round(random.NextDouble() * 2 - 1, 9),
            _ => random.Next(-1, 2) * 0.1,
        };
        return AffinityMatrix.FromRows(
            [.. Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, size).Select(_ => Element()).ToArray())]);
    }
}

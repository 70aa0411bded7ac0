using Mas.Engine.Randomness;
using Mas.Federation.Grouping;
using Mas.Learning;

namespace Mas.Tests.Federation.Grouping;

/// <summary>Groups by predicted losses and by chance, against what their definitions say.</summary>
public class PredictedGroupingTests
{
    [Fact]
    public void TheLowestPredictionIsThatOfBruteForce()
    {
        var draws = new Seed(11).Stream();
        for (var size = 1; size <= 5; size++)
        {
            for (var groups = 1; groups <= Math.Min(size, 3); groups++)
            {
                var losses = Losses(size, draws);
                var found = Grouper.LowestPredicted(losses, groups);

                Assert.Equal(LowestTotal(losses, groups), -found.Value * size, 1e-9);
                Assert.InRange(found.Groups.Length, 1, groups);
                Assert.Equal(-found.Value * size, Total(losses, found.Groups)!.Value, 1e-9);
                for (var task = 0; task < size; task++)
                {
                    var own = Predicted(losses, found.Groups[found.ServedBy[task]], task);
                    Assert.All(
                        found.Groups.Where(group => group.Contains(task)),
                        group => Assert.True(own <= Predicted(losses, group, task) + 1e-12));
                }
            }
        }
    }

    [Fact]
    public void ATaskThatDoesBestAloneIsLeftAlone()
    {
        double?[][] losses = [[1, 2, 9], [2, 3, 9], [8, 8, 4]];

        var found = Grouper.LowestPredicted(losses, 2);

        // Task 1 gets 2 with task 0 and 3 alone, task 0 gets 1 alone; two groups leave task 0 with the 2 of the pair.
        Assert.Equal([[0, 1], [2]], found.Groups);
        Assert.Equal([0, 0, 1], found.ServedBy);
        Assert.Equal(2 + 2 + 4, -found.Value * 3, 1e-12);
        Assert.Equal([[0], [0, 1], [2]], Grouper.LowestPredicted(losses, 3).Groups);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void AsManyGroupsAsCannotBeAreRefused(int groups)
    {
        Assert.Throws<InputException>(() => Grouper.LowestPredicted(Losses(3, new Seed(1).Stream()), groups));
        Assert.Throws<InputException>(() => Grouper.Random(GrouperTests.RandomMatrix(3, default, 1), groups, new Seed(1)));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(4, 4)]
    [InlineData(3, 1)]
    public void EveryPartitionIsDrawnAsOftenAsAnyOther(int size, int groups)
    {
        var affinity = GrouperTests.RandomMatrix(size, default, 3);
        var all = BruteForce.Partitions(size, groups).Select(Text).ToList();
        const int each = 400;

        var drawn = Enumerable.Range(0, each * all.Count)
            .Select(number => Grouper.Random(affinity, groups, new Seed(5).Derive(number)))
            .CountBy(partition => Text(partition.Groups)).ToDictionary();

        // Binomial: a standard deviation of at most 20; six of them.
        Assert.Equal(all.Order(), drawn.Keys.Order());
        Assert.All(drawn.Values, count => Assert.InRange(count, each - 120, each + 120));
    }

    [Fact]
    public void TheSeedDecidesThePartition()
    {
        var affinity = GrouperTests.RandomMatrix(9, default, 3);

        var found = Grouper.Random(affinity, 3, new Seed(8));

        Assert.Equal(found.Groups, Grouper.Random(affinity, 3, new Seed(8)).Groups);
        Assert.Equal(found.Groups.Sum(group => GroupScore.Sum(affinity, group)) / 9, found.Value, 1e-12);
        Assert.Equal(Enumerable.Range(0, 9), found.Groups.SelectMany(group => group).Order());
    }

    [Fact]
    public void ALossThatWasNotMeasuredSpeaksForNoMate()
    {
        // Were the unknown loss of 1 with 0 the least there is, 0, the two would be together.
        double?[][] losses = [[1, null, 9], [1.1, 3, 9], [1.2, 2, 4]];
        double?[][] never = [[1, null, 9], [1.1, null, 9], [1.2, null, 4]];

        Assert.Equal("0|1 2|2", Text(Grouper.LowestPredicted(losses, 3).Groups));
        Assert.Equal(1 + 2 + 4, -3 * Grouper.LowestPredicted(losses, 3).Value, 1e-12);
        Assert.Equal(1 + 0 + 4, -3 * Grouper.LowestPredicted(never, 3).Value, 1e-12);
    }

    private static double?[][] Losses(int size, RandomStream draws) =>
    [
        .. Enumerable.Range(0, size).Select(_ =>
            Enumerable.Range(0, size).Select(_ => (double?)draws.NextDouble()).ToArray()),
    ];

    private static string Text(int[][] groups) => string.Join('|', groups.Select(group => string.Join(' ', group)));

    /// <summary>Every set of at most x groups, one by one.</summary>
    private static double LowestTotal(double?[][] losses, int groups)
    {
        var all = Enumerable.Range(1, (1 << losses.Length) - 1)
            .Select(mask => Enumerable.Range(0, losses.Length).Where(task => (mask >> task & 1) == 1).ToArray()).ToArray();
        return Sets(0, []).Min(set => Total(losses, set) ?? double.PositiveInfinity);

        IEnumerable<int[][]> Sets(int from, int[][] set)
        {
            if (set.Length > 0)
            {
                yield return set;
            }

            for (var index = from; index < all.Length && set.Length < groups; index++)
            {
                foreach (var larger in Sets(index + 1, [.. set, all[index]]))
                {
                    yield return larger;
                }
            }
        }
    }

    /// <summary>Each task by the group where its prediction is lowest; null where a task is in none.</summary>
    private static double? Total(double?[][] losses, int[][] set) =>
        Enumerable.Range(0, losses.Length).All(task => set.Any(group => group.Contains(task)))
            ? Enumerable.Range(0, losses.Length).Sum(task =>
                set.Where(group => group.Contains(task)).Min(group => Predicted(losses, group, task)))
            : null;

    private static double Predicted(double?[][] losses, int[] group, int task) => group.Length == 1
        ? losses[task][task]!.Value
        : group.Where(other => other != task).Average(other => losses[other][task])!.Value;
}

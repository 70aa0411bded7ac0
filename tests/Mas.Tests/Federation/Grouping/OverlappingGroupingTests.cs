using Mas.Federation.Affinities;
using Mas.Federation.Grouping;

namespace Mas.Tests.Federation.Grouping;

public class OverlappingGroupingTests
{
    [Fact]
    public void TheBestSetIsThatOfBruteForce()
    {
        foreach (var sign in Enum.GetValues<GrouperTests.Sign>())
        {
            for (var size = 1; size <= 5; size++)
            {
                for (var groups = 1; groups <= Math.Min(size, 3); groups++)
                {
                    var affinity = GrouperTests.RandomMatrix(size, sign, 7);
                    Assert.Equal(BestValue(affinity, groups), Grouper.BestOverlapping(affinity, groups).Value, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void EveryTaskIsServedByAGroupThatHasItAndNoneServesItBetter()
    {
        var affinity = GrouperTests.RandomMatrix(9, GrouperTests.Sign.Both, 2);
        var found = Grouper.BestOverlapping(affinity, 4);

        Assert.InRange(found.Groups.Length, 1, 4);
        for (var task = 0; task < 9; task++)
        {
            var own = Score(affinity, found.Groups[found.ServedBy[task]], task);
            Assert.All(
                found.Groups.Where(group => group.Contains(task)),
                group => Assert.True(Score(affinity, group, task) <= own + 1e-12));
        }
    }

    [Fact]
    public void AHelperMayBeInTwoGroups()
    {
        // Task 0 helps 1 and 2, which harm each other: both want it for themselves.
        var affinity = AffinityMatrix.FromRows([[0, 1, 1], [0.1, 0, -1], [0.2, -1, 0]]);

        var found = Grouper.BestOverlapping(affinity, 2);

        Assert.Equal([[0, 2], [0, 1]], found.Groups);
        Assert.Equal([0, 1, 0], found.ServedBy);
        Assert.Equal((0.2 + 1 + 1) / 3, found.Value, 1e-15);
    }

    [Fact]
    public void SixteenTasksAreNotTooMany()
    {
        var found = Grouper.BestOverlapping(GrouperTests.RandomMatrix(16, GrouperTests.Sign.Positive, 1), 4);
        Assert.Equal(16, found.ServedBy.Length);
    }

    private static double BestValue(AffinityMatrix affinity, int groups)
    {
        var size = affinity.Size;
        var all = Enumerable.Range(1, (1 << size) - 1)
            .Select(mask => Enumerable.Range(0, size).Where(task => (mask >> task & 1) == 1).ToArray()).ToArray();
        return Sets(0, groups).Max(set => Enumerable.Range(0, size).Average(task =>
            set.Where(group => group.Contains(task)).Select(group => Score(affinity, group, task))
                .DefaultIfEmpty(double.NegativeInfinity).Max()));

        IEnumerable<int[][]> Sets(int from, int left)
        {
            yield return [];
            if (left == 0)
            {
                yield break;
            }

            for (var index = from; index < all.Length; index++)
            {
                foreach (var rest in Sets(index + 1, left - 1))
                {
                    yield return [all[index], .. rest];
                }
            }
        }
    }

    private static double Score(AffinityMatrix affinity, int[] group, int task) =>
        group.Length == 1 ? Grouper.AloneInOverlap : GroupScore.OfTask(affinity, group, task);
}

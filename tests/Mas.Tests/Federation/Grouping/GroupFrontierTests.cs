using Mas.Federation.Affinities;
using Mas.Federation.Grouping;

namespace Mas.Tests.Federation.Grouping;

public class GroupFrontierTests
{
    // Alone every task is better off than together.
    private static readonly AffinityMatrix _matrix =
        AffinityMatrix.FromRows([[0.3, 0.1, 0], [0.1, 0.2, 0], [0, 0, 0.1]]);

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2.5, 2)]
    [InlineData(1, 1)]
    public void TheHighestValueWithinTheBudgetIsTaken(double budget, int expected)
    {
        var frontier = GroupFrontier.Of(_matrix, groups => groups, budget);

        Assert.Equal(expected, frontier.Chosen + 1);
        Assert.Equal([1, 2, 3], frontier.CostRatios);
        Assert.Equal(
            Enumerable.Range(1, 3).Select(groups => Grouper.Best(_matrix, groups).Value),
            frontier.Partitions.Select(partition => partition.Value));
        Assert.Equal(
            Enumerable.Range(1, 3).Select(groups => groups == expected),
            frontier.Named(["s", "d", "n"]).Select(point => point.Chosen));
    }

    [Fact]
    public void OfEqualValuesTheCheaperIsTaken()
    {
        var even = AffinityMatrix.FromRows([[0.1, 0.1, 0.1], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]]);

        Assert.Equal(1, GroupFrontier.Of(even, groups => groups == 2 ? 0.5 : 1, budget: 2).Chosen);
    }
}

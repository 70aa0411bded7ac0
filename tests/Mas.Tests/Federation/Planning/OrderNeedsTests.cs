using Mas.Federation.Grouping;
using Mas.Federation.Planning;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Planning;

public class OrderNeedsTests
{
    private static readonly StepCounts _steps = new();

    private static readonly RunOptions _options = TestCatalogue.Options with
    {
        Tasks = "sdk",
        Groups = 2,
        Rounds = 2,
        MergeRounds = 1,
        ClientsPerRound = 1,
        Batch = 4,
        ImageSize = 32,
    };

    [Theory]
    [InlineData("all-in-one", 1, "sdk")]
    [InlineData("merge-and-split", 2, "sdk")]
    [InlineData("one-by-one", 1, null)]
    [InlineData("tag", 2, "sdk")]
    [InlineData("standalone", 1, "sdk")]
    public void TheLargestOrderIsThePlansLargest(string method, int groups, string? tasks)
    {
        var options = _options with { Method = method, Groups = groups };
        var stages = new Planner([new ClientViews("castle", 9)], _steps).Plan(method, options).Draws
            .SelectMany(draw => draw).ToArray();

        var need = OrderNeeds.Of(options, _steps).For(9);

        Assert.Equal(stages.Max(stage => stage.MemoryBytes), need.MemoryBytes);
        Assert.True(need.Flops >= stages.Max(stage => stage.Flops / stage.Orders));
        Assert.True(need.ModelBytes >= stages.Max(stage => stage.BytesDown / stage.Orders));
        if (tasks is not null)
        {
            Assert.Equal(tasks, need.Tasks);
        }
    }

    [Fact]
    public void FewerViewsThanABatchTakeLess()
    {
        var needs = OrderNeeds.Of(_options, _steps);

        Assert.True(needs.For(2).MemoryBytes < needs.For(4).MemoryBytes);
        Assert.Equal(needs.For(4).MemoryBytes, needs.For(40).MemoryBytes);
        Assert.True(needs.For(4).Flops < needs.For(40).Flops);
    }

    [Fact]
    public void ProbesThatBeginAfterAWarmUpAreCounted()
    {
        var options = _options with { Method = "all-in-one", Groups = 1 };

        Assert.Equal(OrderNeeds.Of(options, _steps).For(9), OrderNeeds.Of(options with { WarmUp = 1 }, _steps).For(9));
    }

    [Fact]
    public void ANumberOfGroupsThatABudgetChoosesTakesNoMore()
    {
        var chosen = OrderNeeds.Of(_options with { Groups = GroupCount.Auto, Budget = 0.9 }, _steps);

        Assert.Equal(OrderNeeds.Of(_options, _steps).For(9), chosen.For(9));
    }
}

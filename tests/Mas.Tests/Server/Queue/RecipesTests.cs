using System.Text.Json.Nodes;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;
using Mas.Server.Queue;
using Mas.Server.Storage;

namespace Mas.Tests.Server.Queue;

public class RecipesTests
{
    private static readonly RunOptions Defaults = TestCatalogue.Options;
    private static readonly QueueTerms _terms = new();

    [Fact]
    public void ALetterThatIsAskedTwiceIsTrainedOnce() => Assert.Equal(
        "sdnk",
        Recipes.Merge(
            [SubmissionRows.Of(1, "sdn"), SubmissionRows.Of(2, "dk")], _terms).Tasks);

    [Fact]
    public void TheSmallestBudgetHoldsForAll()
    {
        var options = Recipes.Merge(
            [SubmissionRows.Of(1, "sd", budget: 0.8), SubmissionRows.Of(2, "n", budget: 0.6), SubmissionRows.Of(3, "k")],
            _terms);

        Assert.Equal((GroupCount.Auto, 0.6), (options.Groups, options.Budget));
        Assert.Empty(TestCatalogue.Runs.Faults(options));
    }

    [Fact]
    public void TasksThatJoinArriveInTheOrderInWhichTheyDid()
    {
        SubmissionRow second = SubmissionRows.Of(2, "kd"), third = SubmissionRows.Of(3, "t");
        (second.JoinedAfter, third.JoinedAfter) = (9, 7);

        var options = Recipes.Merge([SubmissionRows.Of(1, "sdn"), second, third], _terms);

        Assert.Equal(("sdntk", "t@7,k@9"), (options.Tasks, options.Arrivals));
        Assert.Empty(TestCatalogue.Runs.Faults(options));
    }

    [Fact]
    public void OfTheLossesAtWhichATaskLeavesTheLowestHolds() => Assert.Equal(
        "s=0.25,d=2",
        Recipes.LeaveAt(["s", "d"], [new("d", 2), new("s", 0.5), new("k", 1), new("s", 0.25)]));

    [Fact]
    public void ATaskThatIsAloneNeedsNoGroups()
    {
        var options = Recipes.Merge([SubmissionRows.Of(1, "s", budget: 0.8)], _terms);

        Assert.Equal("all-in-one", options.Method);
        Assert.Empty(TestCatalogue.Runs.Faults(options));
    }

    [Fact]
    public void ThereAreNoMoreGroupsThanTasks() => Assert.Equal(
        2,
        Recipes.Merge(
            [SubmissionRows.Of(1, "sd", recipe: new JsonObject { ["groups"] = 4 })], _terms).Groups);

    [Fact]
    public void ACompleteRecipeLeavesNothingOpen()
    {
        var recipe = Recipes.Complete(new JsonObject { ["rounds"] = 7 }, Defaults with { Rounds = 9, Batch = 3 });

        Assert.Equal((7, 3), ((int)recipe["rounds"]!, (int)recipe["batch"]!));
        Assert.Equal(
            RunRecipe.Options.Select(option => option.JsonName)
                .Except(["source", "client", "targets", "features", "splitBy", "input"]),
            recipe.Select(entry => entry.Key));
        Assert.All(recipe, entry => Assert.NotNull(entry.Value));
        Assert.Equal(recipe.ToJsonString(), Recipes.Complete(recipe, Defaults).ToJsonString());
    }
}

using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Federation.Planning;

/// <summary>What is planned is what runs use.</summary>
public sealed class PlannerTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    public static TheoryData<string> Methods => [.. MethodCatalogue.Standard.Names];

    [Theory]
    [MemberData(nameof(Methods))]
    public void ARunUsesWhatWasPlanned(string method)
    {
        var options = Options($"planned-{method}") with { Method = method, LocalEpochs = 2 };

        var check = Check(options);

        Assert.All(check.Figures, figure => Assert.InRange(figure.Error ?? 0, -0.2, 0.2));
        Assert.Equal(
            method == "standalone"
                ? ["operations", "memoryBytes"]
                : ["operations", "bytesDown", "bytesUp", "memoryBytes"],
            check.Figures.Where(figure => figure.Actual > 0).Select(figure => figure.Name));
        if (MethodCatalogue.Standard.Find(method) is { Groups: GroupKind.None })
        {
            Assert.All(check.Figures.SkipLast(1), figure => Assert.Equal(figure.Actual, figure.Predicted.Mean));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WhereThereIsOnlyOneWayToSplitThePlanIsExact(int groups)
    {
        var check = Check(Options($"groups-{groups}") with { Groups = groups, ProbeEvery = 2 });

        Assert.All(check.Figures.SkipLast(1), figure => Assert.Equal(figure.Actual, figure.Predicted.Mean));
    }

    [Fact]
    public void ARangeHoldsWhatARunWithUnknownGroupsUses()
    {
        var check = Check(Options("range") with { Groups = 2 });

        Assert.All(
            check.Figures.SkipLast(1),
            figure => Assert.InRange(figure.Actual, figure.Predicted.Least, figure.Predicted.Most));
        Assert.True(check.Figures[0].Predicted.Most > check.Figures[0].Predicted.Least);
    }

    [Fact]
    public void APlanIsTheSameEveryTime()
    {
        var options = Options("twice") with { Method = "hoa" };

        var (first, second) = (Planner().Plan("hoa", options), Planner().Plan("hoa", options));

        Assert.Equal(first.Draws.SelectMany(stages => stages), second.Draws.SelectMany(stages => stages));
    }

    [Fact]
    public void ABudgetBelowOneGroupIsRefusedWithWhatThatCosts()
    {
        var options = Options("poor") with { Groups = GroupCount.Auto, Budget = 0.2 };

        var fault = Assert.Throws<InputException>(() => TinyRuns.Start(options)).Message;

        Assert.StartsWith("--budget 0.2 is too small: the cheapest choice, one group to the end, takes 0.", fault);
        Assert.Equal(fault, Assert.Throws<InputException>(() => Planner().Plan("poor", options)).Message);
        Assert.False(Directory.Exists(options.Out));
    }

    [Fact]
    public void TheCostOfTheNumberOfGroupsChosenIsWhatTheRunUses()
    {
        var options = Options("auto") with { Groups = GroupCount.Auto, Budget = 5, ProbeEvery = 1 };
        var result = TinyRuns.Start(options);
        var alone = TinyRuns.Start(Options("alone") with { Method = "one-by-one" });

        var frontier = History(options).Split!.Frontier!;

        Assert.Equal([1, 2, 3], frontier.Select(point => point.Count));
        var chosen = Assert.Single(frontier, point => point.Chosen);
        Assert.Equal(frontier.Max(point => point.Value), chosen.Value);
        Assert.Equal(result.Cost.TrainFlops / alone.Cost.TrainFlops, chosen.CostRatio, 1e-12);
        Assert.Equal(
            frontier.Select(point => point.CostRatio),
            AffinityFile.Read(Path.Combine(options.Out!, AffinityFile.FileName)).Frontier!.Select(p => p.CostRatio));
    }

    private RunOptions Options(string name) => runs.Options(name) with
    {
        Tasks = "dks",
        Rounds = 3,
        MergeRounds = 1,
        EvaluateEvery = 0,
    };

    private PlanCheck Check(RunOptions options)
    {
        TinyRuns.Start(options);
        return PlanCheck.Of(Planner().Plan(options.Method, options), History(options), null);
    }

    private Planner Planner()
    {
        using var dataset = RunData.Open(Options("data"), null, CancellationToken.None);
        return new Planner(Mas.Federation.Planning.Planner.ClientsOf(dataset), new StepCounts());
    }

    private static RunHistory History(RunOptions options) =>
        RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));
}

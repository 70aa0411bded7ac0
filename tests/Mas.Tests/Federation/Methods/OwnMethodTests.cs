using Mas.Federation;
using Mas.Federation.Catalogues;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Federation.Methods;

/// <summary>A method that does not come with Mas.</summary>
public sealed class OwnMethodTests : IDisposable
{
    private static readonly RunCatalogue _catalogue = TestCatalogue.Runs.With(new InPairs());

    private readonly TemporaryFolder _folder = new();

    private RunOptions Options => TestCatalogue.Options with
    {
        Method = "in-pairs",
        Tasks = "sdn",
        Rounds = 2,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    [Fact]
    public async Task ItIsRunAndReportedAsItself()
    {
        var history = await new FakeClients("ash", "birch").Run(Options, _catalogue);

        Assert.Equal(["n", "sd"], history.Stages.Select(stage => stage.Name).Order());
        Assert.NotNull(history.Finished);
        using var folder = RunFolder.Look(Options.Out!, TestCatalogue.Learning);
        var page = File.ReadAllText(ReportFiles.Write(folder, _catalogue, []));
        Assert.Contains("Three tasks, in pairs", page, StringComparison.Ordinal);
        Assert.Contains("Every two neighbouring tasks share one model.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereItIsNotKnownItIsRefusedAndNotShownAsAnother()
    {
        await new FakeClients("ash", "birch").Run(Options, _catalogue);
        using var folder = RunFolder.Look(Options.Out!, TestCatalogue.Learning);

        Refused(() => ReportFiles.Write(folder, TestCatalogue.Runs, []));
        Refused(() => FederatedRun.Resume(Options.Out!, TestCatalogue.Runs, RunObserver.None, CancellationToken.None));
        Refused(() => FederatedRun.Start(
            Options with { Out = _folder["other"] }, TestCatalogue.Runs, RunObserver.None, CancellationToken.None));
        Refused(() => new Planner([new ClientViews("ash", 9)], new StepCounts()).Plan("run", Options));
        Assert.False(Directory.Exists(_folder["other"]));
    }

    [Fact]
    public void ItIsPlannedAndComparedByItsName()
    {
        var choice = Assert.Single(MethodChoice.List("--methods", "in-pairs", _catalogue.Methods));
        var plan = new Planner([new ClientViews("ash", 9)], new StepCounts(), _catalogue.Methods)
            .Plan("run", choice.Of(Options));

        Assert.Equal(["sd", "n"], plan.Draws.Single().Select(stage => stage.Tasks));
    }

    [Fact]
    public void ANameMustBeValidAndFree()
    {
        Assert.Throws<ArgumentException>(() => _catalogue.With(new InPairs()));
        Assert.Throws<ArgumentException>(() => TestCatalogue.Runs.With(new AllInOne()));
    }

    public void Dispose() => _folder.Dispose();

    private static void Refused(Action run) => Assert.Equal(
        "--method is 'in-pairs'; expected one of merge-and-split, all-in-one, one-by-one, fedprox, gradnorm, pcgrad, tag, "
        + "hoa, standalone.",
        Assert.Throws<InputException>(run).Message);
}

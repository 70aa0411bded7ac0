using Mas.Engine.Parameters;
using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Rounds;

/// <summary>When a stage stops, and which of its models is kept: every loss follows from how often a model was trained.</summary>
public sealed class PatienceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private float? _start;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AStageStopsWhereEvaluationsFindNoLowerLossAndKeepsTheBestModel()
    {
        var clients = Clients(5, 4, 3, 3.5, 3, 2);

        var history = await clients.Run(Options with { Patience = 2 });

        var stage = history.Stage("dk")!;
        Assert.Equal([1, 2, 3, 4, 5], stage.Rounds.Select(round => round.Round));
        Assert.Equal((5, 3), (stage.Finished!.Round, stage.Finished.Kept!.Value));
        Assert.Equal(stage.Rounds[2].Model, stage.Model);
        Assert.Equal(3, stage.KeptRound);
        Assert.Equal(["dk-0003.safetensors"], Checkpoints());
        Assert.Equal(3, Assert.Single(stage.Evaluations, found => found.Split == SplitNames.Test).Losses["d"]);
        Assert.Equal(3, stage.Evaluations.Single(found => found.Split == SplitNames.Test).Round);
        var result = ResultFile.Read(Path.Combine(Options.Out!, ResultFile.FileName));
        Assert.Equal((5, 3), (result.Stages[0].Rounds, result.Stages[0].KeptRound!.Value));
        Assert.Equal(5, result.Cost.TrainFlops);
        Assert.Equal(3, result.ValidationLoss.PerTask["k"]);
        Assert.Equal(stage.Finished.Sha256, result.ModelSha256["dk"]);
    }

    [Fact]
    public async Task EvaluationsAreCountedAndNotRounds()
    {
        var history = await Clients(5, 4, 4, 4, 4, 4, 4, 4).Run(Options with { Patience = 2, EvaluateEvery = 2 });

        Assert.Equal((6, 2), (history.Stage("dk")!.Finished!.Round, history.Stage("dk")!.Finished!.Kept!.Value));
    }

    [Fact]
    public async Task AStageThatGetsBetterToTheEndTrainsAndKeepsWhatItDoesWithoutPatience()
    {
        var patient = await Clients(9, 8, 7, 6, 5, 4, 3, 2, 1).Run(Options with { Patience = 1 });
        var plain = await Clients(9, 8, 7, 6, 5, 4, 3, 2, 1).Run(Options with { Out = _folder["plain"] });

        Assert.Equal(plain.Stage("dk")!.Finished!.Sha256, patient.Stage("dk")!.Finished!.Sha256);
        Assert.Equal((8, null), (patient.Stage("dk")!.Finished!.Round, patient.Stage("dk")!.Finished!.Kept));
    }

    [Fact]
    public async Task WhereThePatienceLastsTheBestModelIsKeptAllTheSame()
    {
        var history = await Clients(5, 4, 1, 4, 4, 4, 4, 4).Run(Options with { Patience = 9 });

        Assert.Equal((8, 3), (history.Stage("dk")!.Finished!.Round, history.Stage("dk")!.Finished!.Kept!.Value));
        Assert.Equal(["dk-0003.safetensors"], Checkpoints());
    }

    [Fact]
    public async Task TheMeanOverTheTasksDecides()
    {
        var clients = new FakeClients("ash")
        {
            LossOfModel = (model, task) => (Trained(model), task) switch
            {
                (1, _) => 2,
                (2, "d") => 1, // The mean is 1.75.
                (2, _) => 2.5,
                (_, "d") => 0.5, // The mean is 2.
                _ => 3.5,
            },
        };

        var history = await clients.Run(Options with { Patience = 1 });

        Assert.Equal((3, 2), (history.Stage("dk")!.Finished!.Round, history.Stage("dk")!.Finished!.Kept!.Value));
    }

    [Fact]
    public async Task AModelThatHasDivergedIsNoBetterOne()
    {
        var history = await Clients(5, double.NaN, 4, double.NaN, double.NaN, 1).Run(Options with { Patience = 2 });

        Assert.Equal((5, 3), (history.Stage("dk")!.Finished!.Round, history.Stage("dk")!.Finished!.Kept!.Value));
    }

    [Fact]
    public async Task WithoutValidationAllRoundsAreTrainedAndTheLastModelIsKept()
    {
        var clients = new FakeClients("ash") { LossOfModel = (_, _) => null };

        var history = await clients.Run(Options with { Patience = 1 });

        Assert.Equal((8, null), (history.Stage("dk")!.Finished!.Round, history.Stage("dk")!.Finished!.Kept));
    }

    [Fact]
    public async Task GroupsGoOnFromTheBestMergedModelInTheRoundsTheyWouldHave()
    {
        var clients = Clients(5, 3, 4, 4, 4, 4, 9, 8, 9, 9);
        var options = Options with
        {
            Method = "merge-and-split",
            Groups = 2,
            Rounds = 9,
            MergeRounds = 6,
            Patience = 1,
            ProbeEvery = 1,
            ProbeRounds = 4,
            WarmUp = 1,
        };

        var history = await clients.Run(options);

        // The merged stage may not stop before its affinities are measured, in rounds 2 to 5.
        var merged = history.Stage("dk")!;
        Assert.Equal((5, 2), (merged.Finished!.Round, merged.Finished.Kept!.Value));
        Assert.Equal([2, 3, 4, 5], history.Split!.FromRounds);
        foreach (var group in history.Stages.Where(stage => stage.Started.Parent == "dk"))
        {
            Assert.Equal(7, group.Started.FirstRound);
            var first = clients.Asked.First(asked => asked.Order.Stage == group.Name);
            Assert.Equal(2, Trained(first.Model[0]));
        }
    }

    private RunOptions Options => TestCatalogue.Options with
    {
        Tasks = "dk",
        Method = "all-in-one",
        Rounds = 8,
        EvaluateEvery = 1,
        ProbeEvery = 0,
        Batch = 3,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    /// <summary>One client; the losses of a model after one, two and more rounds.</summary>
    private FakeClients Clients(params double[] losses) => new("ash")
    {
        LossOfModel = (model, _) => losses[Math.Clamp(Trained(model) - 1, 0, losses.Length - 1)],
    };

    private int Trained(NamedTensors model) => Trained(model.Values[0]);

    // A fake client with one sample moves every value by 1/64; the untrained model is evaluated first.
    private int Trained(float value)
    {
        _start ??= value;
        return (int)Math.Round((value - _start.Value) * 64);
    }

    private IEnumerable<string?> Checkpoints() => Directory.EnumerateFiles(
        Path.Combine(Options.Out!, CheckpointStore.FolderName)).Select(Path.GetFileName);
}

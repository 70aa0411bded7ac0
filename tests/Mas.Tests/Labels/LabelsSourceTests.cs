using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Federation;
using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Labels;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Tests.Federation;

namespace Mas.Tests.Labels;

/// <summary>A run on labelled pictures whose truth is known; the third client has no labels of the second target.</summary>
public sealed class LabelsSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunLearnsWhatTheLabelsDefineAndResumesToTheSameBits()
    {
        var (catalogue, options) = Setup();
        var undisturbed = Start(options with { Out = _folder["undisturbed"] }, catalogue, RunObserver.None).Result;

        using var interruption = new CancellationTokenSource();
        var stops = new RunObserver
        {
            Journaled = happened =>
            {
                if (happened is SplitChosen)
                {
                    interruption.Cancel();
                }
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => FederatedRun.Start(
            options with { Out = _folder["run"] }, catalogue, stops, interruption.Token));
        var resumed = FederatedRun.Resume(
            _folder["run"], catalogue, RunObserver.None, CancellationToken.None).Result;

        Assert.Equal(["hue", "brightness", "sides"], undisturbed.Tasks);
        Assert.Equal(
            undisturbed.ModelSha256.OrderBy(model => model.Key), resumed.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(undisturbed.TestLoss.PerTask, resumed.TestLoss.PerTask);
        foreach (var (task, loss) in resumed.TestLoss.PerTask)
        {
            Assert.True(loss < 0.6 * resumed.ConstantTestLoss!.PerTask[task], $"{task}: {loss}");
        }

        Assert.True(resumed.TestMetrics!["hue"]["accuracy"].Value > 0.9);
        Assert.True(resumed.TestMetrics["brightness"]["r2"].Value > 0.9);
        Assert.True(resumed.TestMetrics["sides"]["macro-f1"].Value > 0.9);
    }

    [Theory]
    [InlineData("xception-quarter", "batch")]
    [InlineData("xception-quarter", "group")]
    [InlineData("resnet-18", "batch")]
    public void TheEncodersOfPicturesTrainOnLabels(string encoder, string norm)
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 10);
        using var data = LabelledPictures.Open(SmallPictures.Options(_folder.Path), imageSize: 32);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var description = new ModelDescription(
            encoder, FieldShape.Square(32, 3), [.. data.Tasks.Select(TestCatalogue.Learning.Resolve)])
        { Norm = norm };
        using var model = TestCatalogue.Learning.Model(description);
        model.Parameters.Initialise(new Seed(1));
        using var start = model.Parameters.Values.Clone();

        using var update = LocalTraining.Train(
            new Order
            {
                Stage = "all",
                Round = 1,
                Client = "c0",
                Tasks = description.Tasks,
                Parameters = start,
                Settings = new TrainingSettings
                {
                    Encoder = encoder,
                    Norm = norm,
                    LearningRate = 0.001,
                    Momentum = 0.9,
                    WeightDecay = 0,
                    Input = description.Input,
                    LocalEpochs = 1,
                    BatchSize = 4,
                    ProbeEvery = 1,
                },
                Seed = new Seed(2),
            },
            data.Shards[0], bench, TimeProvider.System, CancellationToken.None);

        Assert.Null(update.Fault);
        Assert.All(update.Losses, loss => Assert.True(double.IsFinite(loss.Value!.Value)));
    }

    [Fact]
    public void WhatAClientHasIsSeenWithoutReadingAPicture()
    {
        SmallPictures.Write(_folder.Path, clients: 3, picturesEach: 40);
        File.WriteAllText(_folder["c1/3.png"], "no picture");

        var summary = LabelsSource.Instance.Look(Request with { Client = "c1" }, CancellationToken.None);

        var said = LabelsSource.Instance.Sum(Request with { Client = "c1" }, CancellationToken.None);

        Assert.Equal(("c1", 40, 0, 0), (summary.Name, summary.Train, summary.Validation, summary.Test));
        Assert.Empty(summary.Fields);
        Assert.Equal((32, 4, 4), (said.Train, said.Validation, said.Test));
        Assert.Equal(["hue", "brightness", "sides"], said.Sums.Select(column => column.Column));
        Assert.All(said.Sums, column => Assert.Equal(32, column.Known));
    }

    [Fact]
    public void AFolderWithoutATableIsNamed() => Assert.Contains(
        _folder[LabelsSource.TableName],
        Assert.Throws<InputException>(() => LabelsSource.Instance.Open(Request, CancellationToken.None)).Message);

    private static RunResult Start(RunOptions options, RunCatalogue catalogue, RunObserver observer) =>
        FederatedRun.Start(options, catalogue, observer, CancellationToken.None);

    private DataRequest Request => new()
    {
        Location = _folder.Path,
        Input = FieldShape.Square(16, 3),
        Columns = new ColumnChoice { Client = "owner", Targets = SmallPictures.Targets },
    };

    private (RunCatalogue Catalogue, RunOptions Options) Setup()
    {
        SmallPictures.Write(_folder["data"], clients: 3, picturesEach: 120);
        var learning = TestCatalogue.Learning.With(SmallEncoder.Entry);
        return (new RunCatalogue { Learning = learning }, TestCatalogue.Options with
        {
            Learning = learning,
            Data = _folder["data"],
            Client = "owner",
            Targets = SmallPictures.Targets,
            ImageSize = 32,
            Encoder = SmallEncoder.Entry.Name,
            Rounds = 16,
            MergeRounds = 6,
            LocalEpochs = 5,
            Batch = 4,
            LearningRate = 0.004,
            Threads = 2,
        });
    }
}

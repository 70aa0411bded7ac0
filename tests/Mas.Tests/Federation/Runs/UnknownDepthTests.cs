using Mas.Engine.Autograd;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;
using Mas.Federation;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Federation.Simulation;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Tests.Engine.Ops;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Federation.Runs;

/// <summary>Where depth is unknown, a run is what it would be if those pixels were not there.</summary>
public sealed class UnknownDepthTests(CutDepth data) : IClassFixture<CutDepth>
{
    private const string Letters = "sdnkr";

    private static readonly IReadOnlyList<LearningTask> _tasks = TestCatalogue.Learning.TaskSet(Letters);

    [Fact]
    public void ARunHasTheLossesOfItsModelsOverThePixelsLeftByHand()
    {
        var options = Options(data.Unknown, "by-hand");

        var result = TinyRuns.Start(options);

        var history = RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        var last = history.Stage(Letters)!.Rounds[^1];
        using var model = folder.Checkpoints.Load(new SavedCheckpoint(last.Checkpoint, last.Sha256), out _)!;
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var outputs = bench.Model(ModelDescription.OfPictures(options.Encoder, options.ImageSize, _tasks));
        outputs.Parameters.Values.CopyFrom(model);
        foreach (var (split, losses) in new[]
            { (Split.Test, result.TestLoss), (Split.Validation, result.ValidationLoss) })
        {
            var byHand = ByHand(split, bench, (images, task) =>
            {
                var tape = bench.Tape();
                (tape.Records, tape.Statistics) = (false, BatchStatistics.Running);
                return outputs.Heads[task].Forward(tape, outputs.Encoder.Forward(tape, images)).Values.ToArray();
            });
            foreach (var (task, loss) in _tasks.Zip(byHand))
            {
                Assert.Equal(1, losses.PerTask[$"{task.Mark}"]!.Value / loss, 1e-5);
            }
        }

        Assert.Equal(
            0, last.Clients.Where(client => client.Client == data.Buildings[0]).Sum(client => client.Measured!["d"]));
    }

    [Fact]
    public void ARunEndsWithTheBitsOfOneWhosePixelsAMaskCutsOut()
    {
        var unknown = TinyRuns.Start(Options(data.Unknown, "by-depth") with { ClientsPerRound = 4 });
        var masked = TinyRuns.Start(Options(data.Masked, "by-mask") with { ClientsPerRound = 4 });
        var whole = TinyRuns.Start(Options(data.Whole, "not-cut") with { ClientsPerRound = 4 });

        Assert.Equal(unknown.ModelSha256, masked.ModelSha256);
        Assert.Equal(unknown.TestLoss.PerTask, masked.TestLoss.PerTask);
        Assert.Equal(unknown.ValidationLoss.PerTask, masked.ValidationLoss.PerTask);
        Assert.Equal(unknown.InitialTestLoss.PerTask, masked.InitialTestLoss.PerTask);
        Assert.NotEqual(whole.ModelSha256, masked.ModelSha256);
    }

    [Fact]
    public async Task ConstantMapsAreTheBestOfThePixelsLeftByHand()
    {
        var options = Options(data.Unknown, "constants");
        using var dataset = Dataset.Open(data.Unknown, _tasks, CutDepth.Size);
        using var evaluation = new RunEvaluation(dataset, TestCatalogue.Runs, Split.Test, ofBatches: false, threads: 1);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);

        var constant = await evaluation.OfConstants(options, CancellationToken.None);

        using var whole = Dataset.Open(data.Whole, _tasks, CutDepth.Size);
        var outputs = _tasks.Select((task, index) => task.Objective.HasClasses
            ? Frequencies(task) : Medians(task, index)).ToArray();
        var byHand = ByHand(Split.Test, bench, (images, task) =>
            [.. Enumerable.Range(0, images.Shape.Pixels).SelectMany(_ => outputs[task])]);
        foreach (var (task, loss) in _tasks.Zip(byHand))
        {
            // A median is the middle of its bin.
            Assert.Equal(1, constant.PerTask[$"{task.Mark}"]!.Value / loss, 5e-4);
        }

        float[] Frequencies(LearningTask task)
        {
            TargetHistogram[][] sums = [[new TargetHistogram()]];
            foreach (var building in whole.Buildings)
            {
                TargetHistogram.Add(sums, ConstantMaps.Count(building, [task], bench, default));
            }

            return ConstantMaps.Best([task], sums)[0]!;
        }

        float[] Medians(LearningTask task, int index)
        {
            var views = Views(Split.Train, bench);
            return
            [
                .. Enumerable.Range(0, task.Outputs).Select(channel =>
                {
                    float[] values =
                    [
                        .. from view in views
                           from pixel in Enumerable.Range(0, view.Mask.Length)
                           where IsMeasured(task, view.Mask, pixel)
                           select (float)view.Targets[index][(pixel * task.Outputs) + channel],
                    ];
                    Array.Sort(values);
                    return values[values.Length / 2];
                }),
            ];
        }
    }

    [Fact]
    public async Task ABuildingWithoutAMeasuredPixelHasNoVoteInAnEvaluation()
    {
        var tasks = TestCatalogue.Learning.TaskSet("dk");
        using var dataset = Dataset.Open(data.Unknown, tasks, CutDepth.Size);
        using var clients = new SimulatedClients(dataset.Shards, TestCatalogue.Learning, 2, 2, TimeProvider.System);
        using var model = TestCatalogue.Learning.Model(
            ModelDescription.OfPictures("xception-quarter", CutDepth.Size, tasks));
        model.Parameters.Initialise(new(3));

        var all = await Evaluate(null);
        var each = await Task.WhenAll(data.Buildings.Select(Evaluate));

        Assert.Equal(MeanLoss.None, each[0].Losses["d"]);
        Assert.NotNull(each[0].Losses["k"].Value);
        Assert.Equal(
            MeanLoss.Over(each.Skip(1).Select(one => one.Losses["d"])), all.Losses["d"]);
        Assert.InRange(
            all.Losses["d"].Value!.Value,
            each.Skip(1).Min(one => one.Losses["d"].Value!.Value), each.Skip(1).Max(one => one.Losses["d"].Value!.Value));

        async Task<EvaluatedLosses> Evaluate(string? client) => EvaluatedLosses.Over(
            TestCatalogue.Options, tasks, await clients.Evaluate(
                ModelDescription.OfPictures("xception-quarter", CutDepth.Size, tasks), model.Parameters.Values,
                Split.Train, 4, client, default));
    }

    private RunOptions Options(string place, string name) => TestCatalogue.Options with
    {
        Data = place,
        Tasks = Letters,
        Method = "all-in-one",
        Rounds = 2,
        ClientsPerRound = 2,
        Batch = 4,
        ImageSize = CutDepth.Size,
        EvaluateEvery = 2,
        Threads = 2,
        Out = data[name],
    };

    /// <summary>
    /// By task, the loss of outputs over all views of a split as one mean: pictures and targets are those of the data
    /// set as it was drawn, the pixels those that were not cut.
    /// </summary>
    private double[] ByHand(Split split, Workbench bench, Func<Tensor, int, float[]> outputs)
    {
        var views = Views(split, bench);
        return [.. _tasks.Select((task, index) =>
        {
            double[] output = [.. views.SelectMany(view => outputs(view.Images, index)).Select(value => (double)value)];
            double[] target = [.. views.SelectMany(view => view.Targets[index])];
            double[] mask = [.. views.SelectMany(view => view.Mask)];
            var shape = new Shape(views.Count, CutDepth.Size, CutDepth.Size, task.Outputs);
            return task.Objective switch
            {
                CrossEntropyObjective => NaiveLosses.CrossEntropy(output, target, task.Outputs, 0),
                ShiftTolerantMaskedL1Objective => NaiveLosses.ShiftTolerantMaskedL1(output, target, mask, shape),
                MaskedL1Objective => NaiveLosses.MaskedL1(output, target, mask),
                _ => output.Zip(target, (x, y) => Math.Abs(x - y)).Average(),
            };
        })];
    }

    private List<(Tensor Images, double[][] Targets, double[] Mask)> Views(Split split, Workbench bench)
    {
        using var whole = Dataset.Open(data.Whole, _tasks, CutDepth.Size);
        var views = new List<(Tensor, double[][], double[])>();
        foreach (var building in whole.Buildings)
        {
            for (var view = 0; view < building.Count(split); view++)
            {
                using var batch = new Batch(bench.Pool, 1, BatchShape.Pictures(CutDepth.Size, _tasks));
                building.Fill(batch, split, [view], []);
                var images = bench.Pool.Rent(batch.Input.Shape);
                batch.Input.Values.CopyTo(images.Values);
                views.Add((
                    images, [.. batch.Targets.Select(target => Doubles(target.Values))],
                    [
                        .. Doubles(batch.Weights[0].Values).Select((valid, pixel) =>
                            data.IsCut(building.Name, pixel / CutDepth.Size, pixel % CutDepth.Size) ? 0 : valid),
                    ]));
            }
        }

        return views;
    }

    private static bool IsMeasured(LearningTask task, double[] mask, int pixel) => task.Objective switch
    {
        L1Objective => true,
        MaskedL1Objective => mask[pixel] == 1,
        _ => mask[pixel] == 1 && pixel % CutDepth.Size is > 0 and < CutDepth.Size - 1
            && pixel / CutDepth.Size is > 0 and < CutDepth.Size - 1,
    };

    private static double[] Doubles(Span<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);
}

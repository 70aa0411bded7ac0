using Mas.Engine.Autograd;
using Mas.Engine.Optimisers;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Training;
using Mas.Tests.Engine;

namespace Mas.Tests.Learning.Models;

/// <summary>
/// Whole small multi-task models against PyTorch, which computes in double: parameters, losses, every gradient,
/// statistics, ten steps of training, inference, the affinity look-ahead.
/// </summary>
public class TorchModelTests
{
    /// <summary>
    /// A hundred layers deep, every batch norm dividing by the spread of few values: float32 keeps about five digits.
    /// </summary>
    private const double OnePass = 2e-4;

    /// <summary>
    /// Training amplifies rounding: at 2.5 times this rate PyTorch in float32 leaves PyTorch in double by 1e-3 of a
    /// tensor's scale in ten steps, and another vector width moves the last digits as far.
    /// </summary>
    private const double TenSteps = 5e-3;

    private const double LearningRate = 0.0002;

    public static TheoryData<string> Encoders => ["xception", "resnet-18"];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void TheParametersAreThoseOfThePaper(string encoder)
    {
        using var torch = new TorchModel(encoder);

        Assert.Equal(
            torch.Stored("checkpoint").Select(stored => (stored.Name, stored.Slot.Shape)).Order(Comparer),
            torch.Model.Parameters.Values.Layout.Slots.Select(slot => (slot.Name, slot.Shape)).Order(Comparer));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void OneStepHasTheLossesGradientsAndStatisticsOfPyTorch(string encoder)
    {
        using var torch = new TorchModel(encoder);
        var losses = new MeanLoss[torch.Model.Tasks.Count];

        TrainingStep.Run(torch.Model, torch.Tape, torch.Batch, losses);

        for (var task = 0; task < losses.Length; task++)
        {
            Relative(torch.Torch[$"loss.{torch.Model.Tasks[task].Mark}"][0], losses[task].Value!.Value, Close.OneOp);
        }

        torch.Check("gradient", slot => Parameter(torch, slot).Gradient!, OnePass);
        torch.Check("statistics", slot => Parameter(torch, slot), OnePass);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void TenStepsOfTrainingGoWherePyTorchGoes(string encoder)
    {
        using var torch = new TorchModel(encoder);
        using var sgd = new Sgd(torch.Model.Parameters, momentum: 0.9, weightDecay: 1e-4);
        var losses = new MeanLoss[torch.Model.Tasks.Count];
        for (var step = 0; step < 10; step++)
        {
            TrainingStep.Run(torch.Model, torch.Tape, torch.Batch, losses);
            sgd.Step(LearningRate);
            for (var task = 0; task < losses.Length; task++)
            {
                Relative(torch.Torch["losses"][(step * losses.Length) + task], losses[task].Value!.Value, TenSteps);
            }
        }

        torch.Check("trained", slot => Parameter(torch, slot), TenSteps);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void ATrainedModelPredictsWhatPyTorchPredicts(string encoder)
    {
        using var torch = new TorchModel(encoder);
        foreach ((var name, var slot) in torch.Stored("trained"))
        {
            torch.Torch[slot].CopyTo(torch.Model.Parameters.Values[name]);
        }

        torch.Tape.Records = false;
        torch.Tape.Statistics = BatchStatistics.Running;

        var features = torch.Model.Encoder.Forward(torch.Tape, torch.Batch.Input);
        for (var task = 0; task < torch.Model.Tasks.Count; task++)
        {
            var output = torch.Model.Heads[task].Forward(torch.Tape, features);
            var name = $"inference.{torch.Model.Tasks[task].Mark}";
            Assert.Equal(torch.Torch.Layout.Find(name)!.Shape, output.Shape);
            Close.Check(name, torch.Torch[name], output.Values, OnePass);
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void TheLookAheadMeasuresTheAffinitiesOfPyTorchAndChangesNothing(string encoder)
    {
        using var torch = new TorchModel(encoder);
        var before = torch.Model.Parameters.Values.Values.ToArray();
        long flops = 0;

        var affinity = AffinityProbe.Measure(
            torch.Model, torch.Tape, torch.Batch, torch.Torch["lookahead.rate"][0],
            torch.Torch["lookahead.shrinkage"][0], ref flops);

        // An affinity is the small difference of two losses: what counts is its error as a share of the loss.
        var tasks = torch.Model.Tasks.Count;
        for (var i = 0; i < tasks; i++)
        {
            for (var j = 0; j < tasks; j++)
            {
                Assert.Equal(torch.Torch["lookahead.affinity"][(i * tasks) + j], affinity[i][j]!.Value, 2e-5);
            }
        }

        Assert.Equal(before, torch.Model.Parameters.Values.Values.ToArray());
        Assert.True(flops > 0);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void TrainingStepsInTheSteadyStateReserveNothing(string encoder)
    {
        // One thread: of two, each may hold a block of the scratch at a moment when in the step before only one did.
        using var torch = new TorchModel(encoder, threads: 1);
        var losses = new MeanLoss[torch.Model.Tasks.Count];
        TrainingStep.Run(torch.Model, torch.Tape, torch.Batch, losses);
        var settled = torch.Tape.Pool.ReservedBytes;

        for (var step = 0; step < 5; step++)
        {
            TrainingStep.Run(torch.Model, torch.Tape, torch.Batch, losses);
        }

        Assert.Equal(settled, torch.Tape.Pool.ReservedBytes);
    }

    private static Comparer<(string Name, Shape Shape)> Comparer { get; } =
        Comparer<(string Name, Shape Shape)>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));

    private static Tensor Parameter(TorchModel torch, TensorSlot slot) =>
        torch.Model.Parameters.Parameters.Single(parameter => parameter.Name == slot.Name).Tensor;

    private static void Relative(double expected, double actual, double tolerance) =>
        Assert.InRange(Math.Abs(actual - expected) / expected, 0, tolerance);
}

using Mas.Engine.Autograd;
using Mas.Engine.Checkpoints;
using Mas.Engine.Memory;
using Mas.Engine.Optimisers;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Tests.Engine;
using Mas.Tests.Federation;
using Mas.Tests.House;

namespace Mas.Tests.Bench;

/// <summary>
/// The model that bench/compare times in PyTorch is the one Mas trains: given one checkpoint and one batch, both have
/// the same maps, losses, and parameters after a step of SGD. PyTorch computes in double.
/// </summary>
public sealed class PeerTests : IDisposable
{
    private const int Pictures = 4;
    private const int Size = 32;

    /// <summary>Large enough that what a step moves stands far above the last digit of what it moves.</summary>
    private const double LearningRate = 0.1;

    /// <summary>A hundred layers deep, batch norms of few values: float32 keeps about five digits of a map.</summary>
    private const double Maps = 2e-4;

    private readonly TemporaryFolder _folder = new();
    private readonly TensorPool _pool = new();
    private readonly WorkPool _workers = new(2);

    // The last number is the share of a tensor's move that rounding may account for. A rectifier, an absolute value or
    // a maximum that changes sides by a rounding turns a gradient by more than rounding: on such batches PyTorch in
    // float32 leaves PyTorch in double by up to 1.7e-3 with the one encoder and 3.2e-2 with the other.
    [RequiresTorchFact]
    public void PyTorchTrainsTheXceptionModelWithAllTasksAsMasDoes() => Check("xception-quarter", "sdnkterca", 5e-3);

    [RequiresTorchFact]
    public void PyTorchTrainsTheResNetModelAsMasDoes() => Check("resnet-18", "nc", 5e-2);

    public void Dispose()
    {
        _workers.Dispose();
        _pool.Dispose();
        _folder.Dispose();
    }

    private void Check(string encoder, string letters, double tolerance)
    {
        var tasks = TestCatalogue.Learning.TaskSet(letters);
        using var model = TestCatalogue.Learning.Model(ModelDescription.OfPictures(encoder, Size, tasks));
        model.Parameters.Initialise(new Seed(3));
        using var batch = new Batch(_pool, Pictures, BatchShape.Pictures(Size, tasks));
        Draw(batch, tasks);
        using var start = model.Parameters.Values.Clone();
        using var torch = AskPyTorch(encoder, tasks, start, batch);

        var tape = new Tape(_pool, _workers) { Records = false, Statistics = BatchStatistics.Running };
        CheckMaps("inference", model, tape, batch, torch);
        tape.Statistics = BatchStatistics.BatchUntracked;
        CheckMaps("output", model, tape, batch, torch);

        using var sgd = new Sgd(model.Parameters, momentum: 0.9, weightDecay: 1e-4);
        var losses = new MeanLoss[tasks.Count];
        tape.Statistics = BatchStatistics.Batch;
        TrainingStep.Run(model, tape, batch, losses);
        sgd.Step(LearningRate);

        for (var task = 0; task < tasks.Count; task++)
        {
            Assert.Equal(1, losses[task].Value!.Value / torch[$"loss.{tasks[task].Mark}"][0], Close.OneOp);
        }

        CheckMoves(model.Parameters.Values, start, torch, tolerance);
    }

    private static void CheckMaps(string kind, MultiTaskModel model, Tape tape, Batch batch, NamedTensors torch)
    {
        var features = model.Encoder.Forward(tape, batch.Input);
        for (var task = 0; task < model.Tasks.Count; task++)
        {
            var name = $"{kind}.{model.Tasks[task].Mark}";
            Close.Check(name, torch[name], model.Heads[task].Forward(tape, features).Values, Maps);
        }

        tape.Rewind();
    }

    /// <summary>
    /// What the step moved: each tensor by its length or, where that is smaller, by a hundredth of the largest: what
    /// cancels, as the gradient of a bias before a batch norm does, is zero but for rounding.
    /// </summary>
    private static void CheckMoves(NamedTensors trained, NamedTensors start, NamedTensors torch, double tolerance)
    {
        var moves = trained.Layout.Slots.Select(slot => (
            slot.Name,
            Expected: Difference(torch[$"trained.{slot.Name}"], start[slot]),
            Actual: Difference(trained[slot], start[slot]))).ToArray();
        Assert.Equal(
            moves.Length, torch.Layout.Slots.Count(slot => slot.Name.StartsWith("trained.", StringComparison.Ordinal)));
        var longest = moves.Max(move => Length(move.Expected));
        Faults.None(
            from move in moves
            let error = Length(Difference(move.Actual, move.Expected)) / Math.Max(Length(move.Expected), longest / 100)
            where !(error <= tolerance)
            select $"The move of {move.Name} is off by {error:0.0e+0} of its length, {tolerance:0.0e+0} is allowed.");
    }

    private NamedTensors AskPyTorch(
        string encoder, IReadOnlyList<LearningTask> tasks, NamedTensors checkpoint, Batch batch)
    {
        var (given, result) = (_folder["given.safetensors"], _folder["result.safetensors"]);
        using (var tensors = Given(checkpoint, tasks, batch))
        using (var stream = File.Create(given))
        {
            SafetensorsFile.Write(stream, tensors);
        }

        Assert.Equal(0, RequiresTorchFactAttribute.Run(
            RequiresTorchFactAttribute.Python!, "-B", Path.Combine(Repository.Root, "bench/peers/prove.py"),
            "--encoder", encoder, "--tasks", string.Concat(tasks.Select(task => task.Mark)), "--rate", $"{LearningRate}",
            "--given", given, "--result", result));
        using var written = File.OpenRead(result);
        return SafetensorsFile.Read(written);
    }

    /// <summary>Checkpoint and batch in one file, under the names prove.py knows them by.</summary>
    private static NamedTensors Given(NamedTensors checkpoint, IReadOnlyList<LearningTask> tasks, Batch batch)
    {
        (string Name, Tensor Tensor)[] pictures =
        [
            ("batch.images", batch.Input), ("batch.mask", batch.Weights[0]),
            .. tasks.Select((task, index) => ($"batch.target.{task.Mark}", batch.Targets[index])),
        ];
        var given = new NamedTensors(new TensorLayout(
            checkpoint.Layout.Slots.Select(slot => ($"checkpoint.{slot.Name}", slot.Shape, ParameterRole.Weight))
                .Concat(pictures.Select(picture => (picture.Name, picture.Tensor.Shape, ParameterRole.Weight)))));
        foreach (var slot in checkpoint.Layout.Slots)
        {
            checkpoint[slot].CopyTo(given[$"checkpoint.{slot.Name}"]);
        }

        foreach (var (name, tensor) in pictures)
        {
            tensor.Values.CopyTo(given[name]);
        }

        return given;
    }

    private static void Draw(Batch batch, IReadOnlyList<LearningTask> tasks)
    {
        var draws = new Seed(4).Stream();
        foreach (ref var value in batch.Input.Values)
        {
            value = draws.NextSingle();
        }

        foreach (ref var value in batch.Weights[0].Values)
        {
            value = draws.Next(10) < 9 ? 1 : 0;
        }

        for (var task = 0; task < tasks.Count; task++)
        {
            foreach (ref var value in batch.Targets[task].Values)
            {
                value = tasks[task].Objective.HasClasses ? draws.Next(18) : draws.NextSingle();
            }
        }
    }

    private static float[] Difference(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var difference = new float[left.Length];
        for (var index = 0; index < difference.Length; index++)
        {
            difference[index] = left[index] - right[index];
        }

        return difference;
    }

    private static double Length(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}

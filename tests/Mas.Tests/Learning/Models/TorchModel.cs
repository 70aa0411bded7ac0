using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Tests.Engine;
using Mas.Vision.Models;

namespace Mas.Tests.Learning.Models;

/// <summary>
/// A whole small model with its checkpoint, batch and everything PyTorch made of them: Fixtures/reference/training.py
/// says what is stored under which name.
/// </summary>
internal sealed class TorchModel : IDisposable
{
    private const int Pictures = 3;
    private const int Size = 32;

    private readonly TensorPool _pool = new();
    private readonly WorkPool _workers;

    /// <summary>Loads the checkpoint and the batch.</summary>
    /// <param name="name">xception or resnet-18.</param>
    /// <param name="threads">Threads that share the work of an op.</param>
    internal TorchModel(string name, int threads = 2)
    {
        _workers = new WorkPool(threads);
        Torch = TorchFixture.Load("model-" + name);
        var tasks = TestCatalogue.Learning.TaskSet(name == "xception" ? "sdnke" : "nc");
        var encoder = new EncoderEntry(name, (scope, input, norm) => name == "xception"
            ? new XceptionEncoder(scope, input, new XceptionOptions(5, 6, 7, 8, 18, 20), norm)
            : new ResNet18Encoder(scope, input, norm, width: 3, features: 20));
        var head = new HeadEntry("dense", (scope, features, outputs, norm) => new DenseHead(
            scope, features, outputs, new DenseHeadOptions(Wide: 12, Middle: 8, Narrow: 6, Side: 3), norm));
        Model = new MultiTaskModel(
            ModelDescription.OfPictures(name, Size, tasks), encoder, Norms.Batch, [.. tasks.Select(_ => head)]);
        foreach (var slot in Model.Parameters.Values.Layout.Slots)
        {
            Torch[$"checkpoint.{slot.Name}"].CopyTo(Model.Parameters.Values[slot]);
        }

        Tape = new Tape(_pool, _workers);
        Batch = new Batch(_pool, Pictures, Model.Examples);
        Torch["batch.images"].CopyTo(Batch.Input.Values);
        Torch["batch.mask"].CopyTo(Batch.Weights[0].Values);
        for (var task = 0; task < tasks.Count; task++)
        {
            Torch[$"batch.target.{tasks[task].Mark}"].CopyTo(Batch.Targets[task].Values);
        }
    }

    internal NamedTensors Torch { get; }

    internal MultiTaskModel Model { get; }

    internal Tape Tape { get; }

    internal Batch Batch { get; }

    /// <summary>The tensors of one kind that PyTorch stored: checkpoint, gradient, statistics, trained.</summary>
    internal IEnumerable<(string Name, TensorSlot Slot)> Stored(string kind) =>
        from slot in Torch.Layout.Slots
        where slot.Name.StartsWith(kind + '.', StringComparison.Ordinal)
        select (slot.Name[(kind.Length + 1)..], slot);

    /// <summary>
    /// Checks every tensor of a kind, each on its own scale or, where that is smaller, on a hundredth of the largest of
    /// all: gradients that cancel, as those of biases before a batch norm do, are zero but for rounding.
    /// </summary>
    internal void Check(string kind, Func<TensorSlot, Tensor> actual, double tolerance)
    {
        var largest = Stored(kind).Max(stored => Largest(Torch[stored.Slot]));
        foreach ((var name, var slot) in Stored(kind))
        {
            var expected = Torch[slot];
            Close.Check(
                $"{kind} {name}", expected, actual(Model.Parameters.Values.Layout.Find(name)!).Values, tolerance,
                scale: Math.Max(Largest(expected), largest / 100));
        }
    }

    public void Dispose()
    {
        Batch.Dispose();
        Model.Dispose();
        _workers.Dispose();
        _pool.Dispose();
    }

    private static double Largest(ReadOnlySpan<float> values)
    {
        double largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}

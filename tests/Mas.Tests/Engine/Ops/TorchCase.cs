using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>
/// One case of a fixture, run by an op of Mas: its result, every gradient, gradients added to gradients that are there,
/// and the same bits for one thread as for three.
/// </summary>
internal sealed class TorchCase : IDisposable
{
    private readonly NamedTensors _fixture;
    private readonly string _case;
    private readonly TensorPool _pool = new();
    private readonly WorkPool _workers;
    private readonly Dictionary<string, Tensor> _inputs = [];

    private TorchCase(NamedTensors fixture, string name, int threads)
    {
        _fixture = fixture;
        _case = name;
        _workers = new WorkPool(threads);
        Tape = new Tape(_pool, _workers);
    }

    internal Tape Tape { get; }

    /// <summary>The shape PyTorch's result has.</summary>
    internal Shape Result => Slot("result")!.Shape;

    /// <summary>The input called <paramref name="name"/>: with a gradient where PyTorch gave it one.</summary>
    internal Tensor this[string name] => _inputs.TryGetValue(name, out var input) ? input : Rent(name);

    public void Dispose()
    {
        _workers.Dispose();
        _pool.Dispose();
    }

    /// <summary>Checks that <paramref name="op"/> computes what PyTorch computed.</summary>
    internal static void Check(string file, string name, Func<TorchCase, Tensor> op)
    {
        var fixture = TorchFixture.Load(file);
        using var serial = new TorchCase(fixture, name, threads: 1);
        using var parallel = new TorchCase(fixture, name, threads: 3);

        var result = serial.CheckOnce(op);
        var same = parallel.CheckOnce(op);

        Assert.Equal(result.Values, same.Values);
        foreach ((var input, var tensor) in serial._inputs)
        {
            Assert.Equal(tensor.Values, parallel[input].Values);
            if (tensor.RequiresGradient)
            {
                Assert.Equal(tensor.Gradient!.Values, parallel[input].Gradient!.Values);
            }
        }
    }

    /// <summary>The input called <paramref name="name"/>, or null where the case has none.</summary>
    internal Tensor? Optional(string name) => Slot(name) is null ? null : this[name];

    private Tensor Rent(string name)
    {
        var slot = Slot(name)!;
        var input = _inputs[name] = _pool.Rent(slot.Shape, Slot($"{name}.gradient") is not null);
        _fixture[slot].CopyTo(input.Values);
        if (name is "weight" or "bias" or "scale" or "shift")
        {
            // Parameters own their gradients: ops add to what is there.
            input.Gradient = _pool.Rent(slot.Shape);
            input.Gradient.Values.Clear();
        }

        return input;
    }

    private Tensor CheckOnce(Func<TorchCase, Tensor> op)
    {
        var result = op(this);
        Assert.Equal(Result, result.Shape);
        Close.Check($"{_case}, result", Expected("result"), result.Values);

        for (var pass = 1; pass <= 2; pass++)
        {
            result.Gradient = _pool.Rent(result.Shape);
            Expected("result.gradient").CopyTo(result.Gradient.Values);
            Tape.Backward(keep: true);
            foreach ((var name, var input) in _inputs)
            {
                CheckInput(name, input, pass);
            }
        }

        return result;
    }

    private void CheckInput(string name, Tensor input, int pass)
    {
        if (Slot($"{name}.after") is { } after && !_fixture[after].SequenceEqual(Expected(name)))
        {
            Close.Check($"{_case}, {name} afterwards", _fixture[after], input.Values);
        }
        else
        {
            Assert.Equal(Expected(name), input.Values);
        }

        if (input.RequiresGradient)
        {
            Close.Check(
                $"{_case}, gradient of {name}, pass {pass}", Expected($"{name}.gradient"), input.Gradient!.Values,
                factor: pass);
        }
        else
        {
            Assert.Null(input.Gradient);
        }
    }

    private Span<float> Expected(string name) => _fixture[Slot(name)!];

    private TensorSlot? Slot(string name) => _fixture.Layout.Find($"{_case}.{name}");
}

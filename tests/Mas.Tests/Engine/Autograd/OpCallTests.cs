using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Autograd;

/// <summary>A tape with a trace lists what was computed from what.</summary>
public sealed class OpCallTests : IDisposable
{
    private readonly TensorPool _pool = new() { IsOnPaper = true };
    private readonly List<OpCall> _calls = [];
    private readonly Tape _tape;

    public OpCallTests() => _tape = new(_pool, WorkPool.Idle)
    {
        Records = false,
        Statistics = BatchStatistics.Running,
        Trace = _calls,
    };

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void EveryOpListsItselfWithWhatItReadAndMade()
    {
        var (x, y) = (Rent(2, 6, 6, 4), Rent(2, 6, 6, 4));
        var (vector, wide) = (Shape.Vector(4), Rent(1, 1, 4, 8));
        Tensor scale = _tape.Rent(vector), shift = _tape.Rent(vector), mean = _tape.Rent(vector);
        Tensor variance = _tape.Rent(vector), window = Rent(3, 3, 4, 4), bias = _tape.Rent(vector);
        Tensor each = Rent(3, 3, 1, 4), both = Rent(3, 3, 1, 8), doubling = Rent(4, 2, 2, 4);

        Expect(_tape.Add(x, y), made => new OpCall.Add(x, y, made));
        Expect(_tape.Relu(x), made => new OpCall.Relu(x, made));
        Expect(_tape.Concatenate(x, y), made => new OpCall.Concatenate(x, y, made));
        Expect(_tape.Pointwise(x, wide), made => new OpCall.Convolution(x, wide, null, 1, 0, made));
        Expect(_tape.Convolution(x, window, bias, 2, 1), made => new OpCall.Convolution(x, window, bias, 2, 1, made));
        Expect(
            _tape.TransposedConvolution(x, doubling, bias),
            made => new OpCall.TransposedConvolution(x, doubling, bias, made));
        EmbeddedBlock[] blocks = [new(1, Rent(1, 1, 3, 5))];
        Expect(_tape.Embed(x, blocks), made => new OpCall.Embed(x, blocks, made));
        Expect(_tape.MaxPool(x, 3, 2, 1), made => new OpCall.MaxPool(x, 3, 2, 1, made));
        Expect(_tape.GlobalAveragePool(x), made => new OpCall.GlobalAveragePool(x, made));
        Expect(_tape.UpsampleBilinear(x, 9, 7), made => new OpCall.UpsampleBilinear(x, made));
        Expect(
            _tape.GroupNorm(x, scale, shift, 2, relu: true),
            made => new OpCall.GroupNorm(x, scale, shift, 2, 1e-5, true, made));
        var view = _tape.BatchNorm(x, scale, shift, mean, variance, relu: false);
        Expect(view, made => new OpCall.BatchNorm(x, scale, shift, mean, variance, 1e-5, false, made));
        Expect(_tape.Stored(view), made => new OpCall.Stored(view, made));

        var single = _tape.DepthwiseConvolution(x, each, relu: true);
        var call = Assert.IsType<OpCall.DepthwiseConvolution>(_calls[^1]);
        Assert.Equal([x, each], call.Inputs);
        Assert.Equal((true, single), (call.Rectifies, call.Output));
        _tape.DepthwiseConvolution(x, y, both, relu: false);
        Assert.Equal([x, y, both], _calls[^1].Inputs);
    }

    [Fact]
    public void ATapeWithoutATraceListsNothing() => Assert.Null(new Tape(_pool, WorkPool.Idle).Trace);

    private Tensor Rent(int batch, int height, int width, int channels) =>
        _tape.Rent(new Shape(batch, height, width, channels));

    private void Expect(Tensor made, Func<Tensor, OpCall> call)
    {
        Assert.Equal(call(made), _calls[^1]);
        Assert.All(_calls[^1].Inputs, input => Assert.NotSame(made, input));
    }
}

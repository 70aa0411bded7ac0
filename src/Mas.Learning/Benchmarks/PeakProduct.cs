using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Learning.Training;

namespace Mas.Learning.Benchmarks;

/// <summary>
/// A matrix product as large as makes the machine's arithmetic the only limit: 4096 x 512 times 512 x 512.
/// </summary>
internal sealed class PeakProduct : IDisposable
{
    private const int Rows = 4096;
    private const int Depth = 512;

    private readonly Tape _tape;
    private readonly Tensor _left;
    private readonly Tensor _right;

    /// <summary>Rents both factors.</summary>
    internal PeakProduct(Workbench bench)
    {
        _tape = bench.Tape();
        _tape.Records = false;
        _left = bench.Pool.Rent(new Shape(1, 1, Rows, Depth));
        _right = bench.Pool.Rent(new Shape(1, 1, Depth, Depth));
        _left.Values.Fill(0.5f);
        _right.Values.Fill(0.25f);
    }

    /// <summary>Billions of floating-point operations of one product.</summary>
    internal static double Gflops => 2.0 * Rows * Depth * Depth / 1e9;

    /// <summary>Multiplies once.</summary>
    internal void Run()
    {
        _tape.Pointwise(_left, _right);
        _tape.Rewind();
    }

    public void Dispose()
    {
        _tape.Pool.Return(_left);
        _tape.Pool.Return(_right);
    }
}

using System.Numerics;
using Mas.Engine.Memory.Native;
using Mas.Engine.Tensors;

namespace Mas.Engine.Memory;

/// <summary>
/// Lends tensor memory and takes it back, so that a training step in the steady state asks the operating system for
/// nothing. Blocks come in eight size classes a doubling (at most an eighth is wasted). Thread-safe.
/// </summary>
public sealed class TensorPool : IDisposable
{
    private const int SmallestBlock = 64;

    private readonly Dictionary<int, Stack<NativeBlock>> _free = [];
    private readonly Dictionary<NativeBlock, Tensor> _lent = [];
    private bool _disposed;

    /// <summary>Bytes reserved from the operating system, lent or free.</summary>
    public long ReservedBytes { get; private set; }

    /// <summary>Lends a tensor of <paramref name="shape"/>; its elements hold whatever was there before.</summary>
    /// <param name="shape">(N, H, W, C).</param>
    /// <param name="requiresGradient">Whether a backward pass must bring a gradient to the tensor.</param>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Tensor Rent(Shape shape, bool requiresGradient = false)
    {
        var length = SizeClass(shape.Count);
        lock (_free)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            NativeBlock block;
            if (_free.TryGetValue(length, out var blocks) && blocks.Count > 0)
            {
                block = blocks.Pop();
            }
            else
            {
                block = new NativeBlock(length);
                ReservedBytes += (long)length * sizeof(float);
            }

            var tensor = new Tensor(block, 0, shape) { RequiresGradient = requiresGradient };
            _lent.Add(block, tensor);
            return tensor;
        }
    }

    /// <summary>
    /// Takes back the memory of a tensor this pool lent, and of its gradient; others are left alone, and so is a tensor
    /// given back before, whose memory may have a new owner.
    /// </summary>
    /// <param name="tensor">The tensor, not to be used again.</param>
    public void Return(Tensor tensor)
    {
        if (tensor.Gradient is { } gradient)
        {
            tensor.Gradient = null;
            Return(gradient);
        }

        lock (_free)
        {
            if (!_lent.TryGetValue(tensor.Block, out var owner) || owner != tensor)
            {
                return;
            }

            _lent.Remove(tensor.Block);

            if (!_free.TryGetValue(tensor.Block.Length, out var blocks))
            {
                _free[tensor.Block.Length] = blocks = new Stack<NativeBlock>();
            }

            blocks.Push(tensor.Block);
        }
    }

    /// <summary>Frees all memory, lent or not.</summary>
    public void Dispose()
    {
        lock (_free)
        {
            _disposed = true;
            foreach (var block in _free.Values.SelectMany(blocks => blocks).Concat(_lent.Keys))
            {
                block.Dispose();
            }

            _free.Clear();
            _lent.Clear();
            ReservedBytes = 0;
        }
    }

    private static int SizeClass(int count)
    {
        if (count <= SmallestBlock)
        {
            return SmallestBlock;
        }

        var step = 1 << Math.Max(BitOperations.Log2((uint)(count - 1)) - 3, 4);
        return (count + step - 1) / step * step;
    }
}

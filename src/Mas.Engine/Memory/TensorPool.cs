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

    private readonly Lock _gate = new();
    private readonly List<NativeBlock> _blocks = [];
    private readonly Dictionary<int, Stack<NativeBlock>> _free = [];
    private readonly Stack<Tensor> _blank = [];
    private readonly Stack<Tensor> _returned = [];
    private bool _disposed;

    /// <summary>
    /// Whether what is lent has shapes and no elements: bytes are counted as if they were lent, so that what work takes
    /// is known without doing it.
    /// </summary>
    public bool IsOnPaper { get; init; }

    /// <summary>Bytes reserved from the operating system, lent or free.</summary>
    public long ReservedBytes { get; private set; }

    /// <summary>Bytes lent at present.</summary>
    public long LentBytes { get; private set; }

    /// <summary>The most bytes that were lent at once, since <see cref="Watch"/>.</summary>
    public long MostLentBytes { get; private set; }

    /// <summary>Has <see cref="MostLentBytes"/> begin anew from what is lent now.</summary>
    public void Watch()
    {
        lock (_gate)
        {
            MostLentBytes = LentBytes;
        }
    }

    /// <summary>Lends a tensor of <paramref name="shape"/>; its elements hold whatever was there before.</summary>
    /// <param name="shape">(N, H, W, C).</param>
    /// <param name="requiresGradient">Whether a backward pass must bring a gradient to the tensor.</param>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Tensor Rent(Shape shape, bool requiresGradient = false)
    {
        var length = SizeClass(shape.Count);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var blocks = Free(length);
            if (!blocks.TryPop(out var block))
            {
                _blocks.Add(block = IsOnPaper ? NativeBlock.OnPaper(length) : new NativeBlock(length));
                ReservedBytes += (long)length * sizeof(float);
            }

            LentBytes += (long)length * sizeof(float);
            MostLentBytes = Math.Max(MostLentBytes, LentBytes);
            if (_blank.TryPop(out var tensor))
            {
                tensor.Become(block, shape);
            }
            else
            {
                tensor = new Tensor(block, 0, shape);
            }

            tensor.RequiresGradient = requiresGradient;
            tensor.Lender = this;
            return tensor;
        }
    }

    /// <summary>
    /// On paper, counts a tensor that a piece of work rents and returns: no work is done there. Elsewhere nothing.
    /// </summary>
    internal void Count(Shape shape)
    {
        if (IsOnPaper)
        {
            Return(Rent(shape));
        }
    }

    /// <summary>
    /// Takes back the memory of a tensor this pool lent, and of its gradient; others are left alone. So is a tensor
    /// given back before, whose memory may have a new owner, until objects are lent again: give back what you rented
    /// once.
    /// </summary>
    /// <param name="tensor">The tensor, not to be used again.</param>
    public void Return(Tensor tensor)
    {
        if (tensor.Gradient is { } gradient)
        {
            tensor.Gradient = null;
            Return(gradient);
        }

        lock (_gate)
        {
            if (tensor.Lender == this)
            {
                tensor.Lender = null;
                LentBytes -= (long)tensor.Block.Length * sizeof(float);
                _returned.Push(tensor);
                Free(tensor.Block.Length).Push(tensor.Block);
            }
        }
    }

    /// <summary>
    /// Lets the tensors given back so far be lent again as objects, too: none of them may be in use. Without it only
    /// their memory goes round. A tape does so when it is empty, so of the tapes over one pool only one may be in use.
    /// </summary>
    internal void Recycle()
    {
        lock (_gate)
        {
            while (_returned.TryPop(out var tensor))
            {
                _blank.Push(tensor);
            }
        }
    }

    /// <summary>Frees all memory, lent or not.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var block in _blocks)
            {
                block.Dispose();
            }

            _blocks.Clear();
            _free.Clear();
            (ReservedBytes, LentBytes) = (0, 0);
        }
    }

    private Stack<NativeBlock> Free(int length)
    {
        if (!_free.TryGetValue(length, out var blocks))
        {
            _free[length] = blocks = new Stack<NativeBlock>();
        }

        return blocks;
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

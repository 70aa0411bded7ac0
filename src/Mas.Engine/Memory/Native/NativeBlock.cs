using System.Runtime.InteropServices;

namespace Mas.Engine.Memory.Native;

/// <summary>
/// A block of float32 in native memory, aligned to 64 bytes (a cache line, and the widest vector). The garbage
/// collector never sees the elements; a block that is forgotten frees itself when collected.
/// </summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    internal const int AlignmentBytes = 64;

    private float* _pointer;

    /// <summary>Reserves <paramref name="length"/> elements, not zeroed.</summary>
    /// <exception cref="OutOfMemoryException">The operating system has no more memory to give.</exception>
    internal NativeBlock(int length)
    {
        Length = length;
        var bytes = ((nuint)length * sizeof(float) + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;
        _pointer = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, AlignmentBytes), AlignmentBytes);
    }

    private NativeBlock() => IsOnPaper = true;

    ~NativeBlock() => Free();

    /// <summary>The number of elements.</summary>
    internal int Length { get; private init; }

    /// <summary>Whether the block has a length and no memory.</summary>
    internal bool IsOnPaper { get; }

    /// <summary>All elements; none of a block on paper.</summary>
    /// <exception cref="ObjectDisposedException">The block was freed.</exception>
    internal Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null && !IsOnPaper, this);
            return new Span<float>(_pointer, IsOnPaper ? 0 : Length);
        }
    }

    /// <summary>A block of a length that takes no memory: its span is empty.</summary>
    internal static NativeBlock OnPaper(int length) => new() { Length = length };

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}

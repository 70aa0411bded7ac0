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

    ~NativeBlock() => Free();

    /// <summary>The number of elements.</summary>
    internal int Length { get; }

    /// <summary>All elements.</summary>
    /// <exception cref="ObjectDisposedException">The block was freed.</exception>
    internal Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return new Span<float>(_pointer, Length);
        }
    }

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

using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Shares a pass over all pixels of a batch out to threads: chunks of a size that follows from the shape alone, so that
/// sums taken a chunk at a time have the same bits for any number of threads.
/// </summary>
internal static class PixelChunks
{
    private const int FewestPixels = 16;
    private const int MostPixels = 256;

    /// <summary>
    /// Elements a chunk, about: small enough for the second cache, large enough to be worth handing out.
    /// </summary>
    private const int Elements = 32768;

    /// <summary>The number of chunks, at least 1.</summary>
    internal static int Count(Shape shape) => (shape.Pixels + Size(shape) - 1) / Size(shape);

    /// <summary>
    /// Runs <paramref name="body"/> with the number of each chunk, its first pixel and its pixel count.
    /// </summary>
    internal static void For(WorkPool workers, Shape shape, Action<int, int, int> body)
    {
        workers.For(Count(shape), (body, shape.Pixels, Size: Size(shape)), static (chunk, state) => state.body(
            chunk, chunk * state.Size, Math.Min(state.Size, state.Pixels - chunk * state.Size)));
    }

    private static int Size(Shape shape) => Math.Clamp(Elements / shape.Channels, FewestPixels, MostPixels);
}

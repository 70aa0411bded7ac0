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
    internal static void For(WorkPool workers, Shape shape, Action<int, int, int> body) =>
        For(workers, shape, body, static (chunk, first, count, body) => body(chunk, first, count));

    /// <summary>The same with a state, so that the body can be a static lambda and nothing is allocated.</summary>
    internal static void For<TState>(
        WorkPool workers, Shape shape, TState state, Action<int, int, int, TState> body) => workers.For(
            Count(shape), (body, shape.Pixels, Size: Size(shape), state), static (chunk, work) => work.body(
                chunk, chunk * work.Size, Math.Min(work.Size, work.Pixels - (chunk * work.Size)), work.state));

    private static int Size(Shape shape) => Math.Clamp(Elements / shape.Channels, FewestPixels, MostPixels);
}

namespace Mas.Engine.Kernels;

/// <summary>
/// What <see cref="DepthwiseWalk{TRow}"/> does with a row once all rows of its window are in the ring.
/// </summary>
internal unsafe interface IDepthwiseRow
{
    /// <summary>
    /// Works out row <paramref name="y"/>, channels <paramref name="first"/> up to <paramref name="end"/>.
    /// </summary>
    /// <typeparam name="TFive">Whether the window is 5 x 5, not 3 x 3.</typeparam>
    /// <typeparam name="TSimd">The vectors.</typeparam>
    /// <typeparam name="TVector">The vectors.</typeparam>
    /// <param name="strip">What is convolved.</param>
    /// <param name="y">The row.</param>
    /// <param name="rows">The rows of its window that lie inside the picture.</param>
    /// <param name="count">How many, 1 to k.</param>
    /// <param name="tap">The number of the first tap of the first of these rows.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="end">The channel after the last.</param>
    void Run<TFive, TSimd, TVector>(
        in DepthwiseStrip strip, int y, float** rows, int count, int tap, int first, int end)
        where TFive : struct, IFlag
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

namespace Mas.Engine.Kernels;

/// <summary>
/// A kernel in which channels do not mix: one call does a range of channels of all its pixels, in vectors of one
/// width. Written as a struct of pointers, so that the loops stand once for every width.
/// </summary>
internal interface IChannelKernel
{
    /// <summary>
    /// Does the channels from <paramref name="first"/> up to, not including, <paramref name="end"/>; their number is a
    /// multiple of <c>TSimd.Count</c>.
    /// </summary>
    void Run<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

namespace Mas.Engine.Kernels;

/// <summary>
/// Where one row or column of an upsampled picture comes from: a source row or column and its neighbour, mixed.
/// </summary>
/// <param name="Near">The source index at or before the place.</param>
/// <param name="Far">The one after it, or the same at the border.</param>
/// <param name="FarWeight">0 up to 1: the share of <paramref name="Far"/>.</param>
internal readonly record struct BilinearTap(int Near, int Far, float FarWeight)
{
    /// <summary>
    /// The taps from <paramref name="source"/> to <paramref name="target"/> pixels, where pixels are areas whose
    /// corners, not centres, coincide (align_corners false): place = (index + 1/2) source / target - 1/2, at least 0.
    /// </summary>
    internal static BilinearTap[] Between(int source, int target)
    {
        var taps = new BilinearTap[target];
        for (var index = 0; index < target; index++)
        {
            var place = Math.Max(0, (index + 0.5) * source / target - 0.5);
            var near = Math.Min((int)place, source - 1);
            taps[index] = new BilinearTap(near, Math.Min(near + 1, source - 1), (float)(place - near));
        }

        return taps;
    }
}

namespace Mas.Vision.Taskonomy;

/// <summary>
/// What the values of one kind of map are like over a whole data set, in the stored value's unit (counts, or 0..1 for
/// 8-bit maps), channel by channel. Where a task's loss is masked, only valid pixels count.
/// </summary>
/// <param name="Folder">The map's folder.</param>
/// <param name="Maps">Maps read.</param>
/// <param name="Valid">The share of their pixels that count, 0 to 1.</param>
/// <param name="Minimum">The least value of each channel.</param>
/// <param name="Maximum">The greatest value of each channel.</param>
/// <param name="Mean">The mean of each channel.</param>
/// <param name="Deviation">The standard deviation of each channel.</param>
public sealed record MapSummary(
    string Folder, int Maps, double Valid, IReadOnlyList<double> Minimum, IReadOnlyList<double> Maximum,
    IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation);

using Mas.Engine.Parallelism;
using Mas.Learning;

namespace Mas.Rooms;

/// <summary>What to generate; the same options give the same files, whatever <see cref="Threads"/> is.</summary>
public sealed record RoomsOptions
{
    private const int MostViews = 10_000;

    private static readonly IntegerRange _buildings = new(1, 1000);

    /// <summary>The range of <see cref="ImageSize"/>.</summary>
    public static IntegerRange ImageSizes { get; } = new(16, 1024);

    /// <summary>Buildings, that is clients: 1 to 1000, default 32.</summary>
    public int Buildings { get; init; } = 32;

    /// <summary>Width and height of every map in pixels: 16 to 1024, default 64.</summary>
    public int ImageSize { get; init; } = 64;

    /// <summary>Picks the buildings, default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The smallest number of views a building has: 1 to 10000, default 24.</summary>
    public int MinimumViews { get; init; } = 24;

    /// <summary>The largest number of views a building has: at least <see cref="MinimumViews"/>, default 96.</summary>
    public int MaximumViews { get; init; } = 96;

    /// <summary>Threads to draw with: 1 to 1024, default all cores.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Names every value out of range in one exception.</summary>
    /// <exception cref="InputException">A value is out of range.</exception>
    public void Validate()
    {
        string[] faults =
        [
            .. _buildings.Faults("buildings", Buildings),
            .. ImageSizes.Faults("image size", ImageSize),
            .. new IntegerRange(1, MostViews).Faults("smallest number of views", MinimumViews),
            .. new IntegerRange(Math.Max(1, MinimumViews), MostViews).Faults("largest number of views", MaximumViews),
            .. new IntegerRange(1, WorkPool.MostThreads).Faults("threads", Threads),
        ];
        if (faults.Length > 0)
        {
            throw new InputException($"Rooms cannot be generated: {string.Join(" ", faults)}");
        }
    }
}

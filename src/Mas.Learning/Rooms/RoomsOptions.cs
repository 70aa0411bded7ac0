namespace Mas.Learning.Rooms;

/// <summary>What to generate; the same options give the same files, whatever <see cref="Threads"/> is.</summary>
public sealed record RoomsOptions
{
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
        List<string> faults = [];
        Check(Buildings, 1, 1000, "buildings");
        Check(ImageSize, 16, 1024, "image size");
        Check(MinimumViews, 1, 10_000, "smallest number of views");
        Check(MaximumViews, Math.Max(1, MinimumViews), 10_000, "largest number of views");
        Check(Threads, 1, 1024, "threads");
        if (faults.Count > 0)
            throw new InputException($"Rooms cannot be generated: {string.Join("; ", faults)}.");

        void Check(int value, int low, int high, string name)
        {
            if (value < low || value > high)
                faults.Add($"{name} is {value} and must be {low} to {high}");
        }
    }
}

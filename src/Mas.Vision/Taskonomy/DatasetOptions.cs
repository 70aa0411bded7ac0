using Mas.Vision.Packing;

namespace Mas.Vision.Taskonomy;

/// <summary>How a data set is opened.</summary>
public sealed record DatasetOptions : PackingOptions
{
    /// <summary>
    /// The only building to open, whatever else the folder holds: what a device does that owns it. Null (default): all.
    /// </summary>
    public string? Building { get; init; }
}

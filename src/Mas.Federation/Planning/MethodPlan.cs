using Mas.Federation.Runs;

namespace Mas.Federation.Planning;

/// <summary>What a run by one method will take, before anything is trained.</summary>
/// <param name="Name">The method as it was asked for.</param>
/// <param name="Options">The run's options.</param>
/// <param name="Draws">
/// The stages, once for every draw of what is unknown beforehand; a method that chooses no groups has one draw.
/// </param>
public sealed record MethodPlan(string Name, RunOptions Options, IReadOnlyList<IReadOnlyList<StageCost>> Draws)
{
    /// <summary>Floating-point operations.</summary>
    public PlannedRange Flops => Sum(stage => stage.Flops);

    /// <summary>Bytes from server to clients.</summary>
    public PlannedRange BytesDown => Sum(stage => stage.BytesDown);

    /// <summary>Bytes from clients to server.</summary>
    public PlannedRange BytesUp => Sum(stage => stage.BytesUp);

    /// <summary>The most memory a client needs at once.</summary>
    public PlannedRange MemoryBytes => Of(stages => stages.Max(stage => stage.MemoryBytes));

    /// <summary>A figure that stages add up to.</summary>
    public PlannedRange Sum(Func<StageCost, double> figure) => Of(stages => stages.Sum(figure));

    /// <summary>Why no device could hold a model of this method, as a sentence; null where one could.</summary>
    /// <param name="devices">The devices there are; at least one.</param>
    public string? Refusal(IReadOnlyList<DeviceProfile> devices)
    {
        var largest = devices.MaxBy(device => device.MemoryBytes)!;
        var modest = Draws.MinBy(stages => stages.Max(stage => stage.MemoryBytes))!;
        var needed = modest.MaxBy(stage => stage.MemoryBytes)!;
        return needed.MemoryBytes <= largest.MemoryBytes
            ? null
            : $"{Name} fits no device: training the group {needed.Tasks} needs {Megabytes(needed.MemoryBytes)} MB, and "
                + $"the largest device, {largest.Name}, has {Megabytes(largest.MemoryBytes)} MB. A smaller --batch or "
                + "--image-size needs less.";
    }

    private static string Megabytes(double bytes) =>
        (bytes / 1e6).ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    private PlannedRange Of(Func<IReadOnlyList<StageCost>, double> figure) =>
        PlannedRange.Of([.. Draws.Select(figure)]);
}

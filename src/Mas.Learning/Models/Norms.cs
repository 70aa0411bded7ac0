using Mas.Engine.Layers;

namespace Mas.Learning.Models;

/// <summary>The norms that Mas offers.</summary>
public static class Norms
{
    /// <summary>Batch norm: by the statistics of the batch, whose running means clients average.</summary>
    public static NormEntry Batch { get; } = new(
        "batch", (scope, channels, relu) => new BatchNorm(scope, channels, relu));

    /// <summary>
    /// Group norm: each example by its own statistics, so that clients whose data differ do not share any.
    /// </summary>
    public static NormEntry Group { get; } = new(
        "group", (scope, channels, relu) => new GroupNorm(scope, channels, relu));

    /// <summary>Every one.</summary>
    public static IReadOnlyList<NormEntry> All { get; } = [Batch, Group];
}

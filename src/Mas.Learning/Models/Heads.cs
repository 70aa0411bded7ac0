namespace Mas.Learning.Models;

/// <summary>The heads that Mas offers.</summary>
public static class Heads
{
    /// <summary>A map of sixteen times the features' height and width.</summary>
    public static HeadEntry Dense { get; } = new(
        "dense", (scope, features, outputs, norm) =>
            new DenseHead(scope, features, outputs, DenseHeadOptions.Standard, norm));

    /// <summary>A row: a linear map of the features, of a map of them of its mean over all positions.</summary>
    public static HeadEntry Linear { get; } = new(
        "linear", (scope, features, outputs, _) => new LinearHead(scope, features, outputs));

    /// <summary>Every one.</summary>
    public static IReadOnlyList<HeadEntry> All { get; } = [Dense, Linear];
}

namespace Mas.Learning.Models;

/// <summary>The heads that fit examples of any kind.</summary>
public static class Heads
{
    /// <summary>A row: a linear map of the features, of a map of them of its mean over all positions.</summary>
    public static HeadEntry Linear { get; } = new(
        "linear", (scope, features, outputs, _) => new LinearHead(scope, features, outputs));
}

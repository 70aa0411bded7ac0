using Mas.Learning.Metrics;

namespace Mas.Learning.Examples;

/// <summary>A field of an example that a task learns to predict.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Shape">(H, W, C).</param>
/// <param name="Weight">
/// The name of the weight, (H, W, 1), that tells where the target is known; fields with the same weight share it.
/// </param>
public sealed record TargetField(string Name, FieldShape Shape, string Weight)
{
    /// <summary>What the target's numbers mean; null = themselves, and for classes.</summary>
    public TargetUnit? Unit { get; init; }

    /// <summary>Whether another field has the same name, shape and weight, whatever its unit.</summary>
    public bool IsLike(TargetField other) => this with { Unit = null } == other with { Unit = null };

    /// <summary>The name of the weight where all fields share one.</summary>
    public const string SharedWeight = "weight";
}

namespace Mas.Federation.Aggregation;

/// <summary>How long something is that has a model's layout: L2 norms, of weights and running statistics apart.</summary>
/// <param name="Weights">Of what a gradient moves.</param>
/// <param name="Statistics">Of the running means and variances of batch norms.</param>
public readonly record struct UpdateLength(double Weights, double Statistics)
{
    /// <summary>The length of a whole, from those of its parts.</summary>
    internal static UpdateLength Of(IReadOnlyList<UpdateLength> parts) => new(
        Math.Sqrt(parts.Sum(part => part.Weights * part.Weights)),
        Math.Sqrt(parts.Sum(part => part.Statistics * part.Statistics)));
}

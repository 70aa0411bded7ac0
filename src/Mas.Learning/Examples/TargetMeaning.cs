using Mas.Learning.Metrics;

namespace Mas.Learning.Examples;

/// <summary>What the numbers of a target mean outside of Mas.</summary>
/// <param name="Field">The field that holds the target.</param>
/// <param name="Unit">What numbers mean; null = themselves, and for classes.</param>
/// <param name="Classes">
/// The names of classes by id; empty where there are none, or they are not known. A class without a name has an empty one.
/// </param>
public sealed record TargetMeaning(string Field, TargetUnit? Unit, IReadOnlyList<string> Classes);

namespace Mas.Learning.Metrics;

/// <summary>What the numbers of a normalised target mean: number x <see cref="Scale"/> + <see cref="Shift"/>.</summary>
/// <param name="Shift">One entry per target channel.</param>
/// <param name="Scale">One entry per target channel.</param>
/// <param name="Name">The unit's name, shown to people: <c>m</c>; empty where it has none.</param>
public sealed record TargetUnit(IReadOnlyList<float> Shift, IReadOnlyList<float> Scale, string Name)
{
    /// <inheritdoc/>
    public bool Equals(TargetUnit? other) =>
        other is not null && Name == other.Name && Shift.SequenceEqual(other.Shift) && Scale.SequenceEqual(other.Scale);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Shift.Count);
}

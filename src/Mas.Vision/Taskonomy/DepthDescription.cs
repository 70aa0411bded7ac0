namespace Mas.Vision.Taskonomy;

/// <summary>What the stored values of a data set's depth maps mean.</summary>
/// <param name="Scale">
/// Taskonomy's counts (1/512 m) per stored unit, above 0; default 1. For depth in millimetres it is 0.512.
/// </param>
public sealed record DepthDescription(double Scale = 1)
{
    /// <summary>Taskonomy's counts per metre.</summary>
    public const int CountsPerMetre = 512;

    /// <summary>Stored values of this and above are unknown if a data set states nothing, as in Taskonomy.</summary>
    public const int StandardUnknownFrom = 8192;

    /// <summary>Single stored values that mean unknown, each 0 to 65535; null (default): not stated.</summary>
    public IReadOnlyList<int>? Unknown { get; init; }

    /// <summary>
    /// Stored values of this and above are unknown, 0 to 65535; null (default): not stated, which means <see
    /// cref="StandardUnknownFrom"/> if <see cref="Unknown"/> is not stated either.
    /// </summary>
    public int? UnknownFrom { get; init; }

    /// <summary>All stored values that are unknown, for people: <c>0, 9000 and more</c>.</summary>
    internal string Unknowns => string.Join(
        ", ",
        [
            .. (Unknown ?? []).Select(value => $"{value}"),
            From < MapFormat.UnknownDepth ? $"{From} and more" : $"{From}",
        ]);

    // The greatest value a file can hold is always unknown.
    private int From => UnknownFrom ?? (Unknown is null ? StandardUnknownFrom : MapFormat.UnknownDepth);

    /// <summary>Whether a stored depth is unknown.</summary>
    internal bool IsUnknown(int stored) =>
        stored >= From || stored == MapFormat.UnknownDepth || (Unknown?.Contains(stored) ?? false);

    /// <summary>What is wrong with it, a sentence each.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!(Scale > 0 && float.IsFinite((float)Scale)))
        {
            yield return $"depth.scale is {Scale}; expected Taskonomy's counts per stored unit, above 0.";
        }

        foreach (var value in (Unknown ?? []).Where(value => !MapFormat.IsStored(value)))
        {
            yield return $"depth.unknown lists {value}; expected stored values, 0 to {ushort.MaxValue}.";
        }

        if (UnknownFrom is { } from && !MapFormat.IsStored(from))
        {
            yield return $"depth.unknownFrom is {from}; expected a stored value, 0 to {ushort.MaxValue}.";
        }
    }
}

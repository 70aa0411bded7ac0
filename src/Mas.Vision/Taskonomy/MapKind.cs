namespace Mas.Vision.Taskonomy;

/// <summary>What the samples of a map mean, which decides how they are resized, packed and mirrored.</summary>
public enum MapKind
{
    /// <summary>Red, green and blue, 0..1, or gray for all three.</summary>
    Picture,

    /// <summary>Stored nonzero where valid; resized by the nearest sample.</summary>
    Mask,

    /// <summary>Class ids: the samples or palette indices as stored; resized by the nearest sample.</summary>
    ClassIds,

    /// <summary>Depth in counts; unknown samples take no part in averages.</summary>
    Depth,

    /// <summary>Directions, each component (value - 0.5) * 2; a mirrored x changes its sign.</summary>
    Normals,

    /// <summary>One value 0..1: the mean of the file's colors.</summary>
    MeanOfColors,

    /// <summary>Values 0..1, channel by channel.</summary>
    Fractions,

    /// <summary>One value in counts.</summary>
    Counts,
}

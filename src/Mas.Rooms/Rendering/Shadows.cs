namespace Mas.Rooms.Rendering;

/// <summary>Which sources of light something hides from a point: a bit a source.</summary>
/// <param name="Known">Sources that were looked for.</param>
/// <param name="Hidden">Those of them that are hidden.</param>
internal readonly record struct Shadows(ulong Known, ulong Hidden)
{
    /// <summary>What two points agree on: it holds for what lies between them.</summary>
    public static Shadows Common(Shadows a, Shadows b)
    {
        var known = a.Known & b.Known & ~(a.Hidden ^ b.Hidden);
        return new(known, a.Hidden & known);
    }

    /// <summary>With one more source that was looked for.</summary>
    public Shadows With(int source, bool isHidden) =>
        new(Known | 1ul << source, isHidden ? Hidden | 1ul << source : Hidden);
}

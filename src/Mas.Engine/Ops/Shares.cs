namespace Mas.Engine.Ops;

/// <summary>How much of a pass is a piece of work: as the shapes say, whatever the number of threads.</summary>
internal static class Shares
{
    /// <summary>Pieces that a batch of few pictures falls into.</summary>
    private const int FewestPieces = 4;

    /// <summary>The shares that each of <paramref name="pictures"/> falls into: 1 where they are many.</summary>
    internal static int OfPicture(int pictures) => (FewestPieces + pictures - 1) / pictures;

    /// <summary>Part <paramref name="part"/> of <paramref name="parts"/>: its first and its number.</summary>
    internal static (int First, int Count) Part(int total, int part, int parts)
    {
        var first = (int)((long)total * part / parts);
        return (first, (int)((long)total * (part + 1) / parts) - first);
    }
}

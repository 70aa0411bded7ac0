namespace Mas.Vision.Png;

/// <summary>One pass over a picture: the whole of it, or one of Adam7's seven lattices.</summary>
/// <param name="Left">The pass's first column.</param>
/// <param name="Top">The pass's first row.</param>
/// <param name="ColumnStep">Columns from one of its pixels to the next.</param>
/// <param name="RowStep">Rows from one of its rows to the next.</param>
/// <param name="Columns">Its pixels a row.</param>
/// <param name="Rows">Its rows.</param>
internal readonly record struct PngPass(int Left, int Top, int ColumnStep, int RowStep, int Columns, int Rows)
{
    private static readonly (int Left, int Top, int ColumnStep, int RowStep)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture in stored order; those without a pixel are left out, as in the file.</summary>
    public static IEnumerable<PngPass> Of(PngHeader header)
    {
        if (!header.Interlaced)
        {
            yield return new PngPass(0, 0, 1, 1, header.Width, header.Height);
            yield break;
        }

        foreach (var (left, top, columnStep, rowStep) in Adam7)
        {
            var columns = (header.Width - left + columnStep - 1) / columnStep;
            var rows = (header.Height - top + rowStep - 1) / rowStep;
            if (columns > 0 && rows > 0)
            {
                yield return new PngPass(left, top, columnStep, rowStep, columns, rows);
            }
        }
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>
/// C = [C or bias +] A B over matrices that lie as their layouts say: A and C in place, B packed beforehand or, where
/// it serves few rows, as it is. Every element of C is one chain of multiply-adds over ascending depth (blocks
/// of <see cref="PackedMatrix.DepthBlock"/>, added to C in order), wherever its tile lies: splitting rows or columns
/// over threads changes no bit. Rows of C may share elements where the product is added: they are served in turn.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows of A that share one pass over a block of B while it stays in the nearest cache.</summary>
    private const int RowBlock = 96;

    /// <summary>C = [C or bias +] A B. Overwrites or accumulates.</summary>
    /// <param name="a">(rows, depth).</param>
    /// <param name="packed">
    /// B (depth, columns) as <see cref="PackedMatrix.Pack"/> left it, in the runs of <paramref name="c"/>'s columns.
    /// </param>
    /// <param name="c">(rows, columns).</param>
    /// <param name="bias">A row to add to every row of the product, or empty.</param>
    /// <param name="accumulate">Whether to add to C; there is no bias then.</param>
    internal static void Multiply(
        MatrixView a, ReadOnlySpan<float> packed, MatrixView c, ReadOnlySpan<float> bias, bool accumulate)
    {
        var run = Math.Min(c.Layout.Columns.Run, c.Width);
        Debug.Assert(a.Height == c.Height && packed.Length >= PackedMatrix.Length(a.Width, c.Width, run));
        Debug.Assert(bias.IsEmpty || (bias.Length == c.Width && !accumulate));
        fixed (float* b = packed, added = bias)
        {
            Multiply(a, b, 0, c, run, added, accumulate);
        }
    }

    /// <summary>C = [C or bias +] A B for a B that serves few rows. Overwrites or accumulates.</summary>
    /// <param name="a">(rows, depth).</param>
    /// <param name="b">(depth, columns), rows as far apart as one likes, the columns of a row side by side.</param>
    /// <param name="c">(rows, columns), the columns in whole runs.</param>
    /// <param name="bias">A row to add to every row of the product, or empty.</param>
    /// <param name="accumulate">Whether to add to C; there is no bias then.</param>
    internal static void MultiplyUnpacked(
        MatrixView a, MatrixView b, MatrixView c, ReadOnlySpan<float> bias, bool accumulate)
    {
        Debug.Assert(a.Height == c.Height && a.Width == b.Height && b.Width == c.Width);
        Debug.Assert(b.Layout is { Rows.Inner: int.MaxValue, Columns: { Inner: int.MaxValue, InnerStride: 1 } });
        Debug.Assert(bias.IsEmpty || (bias.Length == c.Width && !accumulate));
        var (_, rows, _, columns) = b.Layout;
        fixed (float* right = b.Values[(rows.At(0) + columns.At(0))..], added = bias)
        {
            Multiply(
                a, right, rows.InnerStride, c, Math.Min(c.Layout.Columns.Run, c.Width), added, accumulate);
        }
    }

    /// <param name="a">(rows, depth).</param>
    /// <param name="b">The first element of B.</param>
    /// <param name="bStride">Elements from row to row of a B that is not packed; 0 for one that is.</param>
    /// <param name="c">(rows, columns).</param>
    /// <param name="run">Columns of C that no panel crosses the end of; divides the columns.</param>
    /// <param name="bias">A row to start from, or null.</param>
    /// <param name="accumulate">Whether to add to C.</param>
    private static void Multiply(
        MatrixView a, float* b, int bStride, MatrixView c, int run, float* bias, bool accumulate)
    {
        switch (SimdWidth.Bits)
        {
            case 512:
                Multiply<Simd512, Vector512<float>>(a, b, bStride, c, run, bias, accumulate);
                break;
            case 256:
                Multiply<Simd256, Vector256<float>>(a, b, bStride, c, run, bias, accumulate);
                break;
            default:
                Multiply<Simd128, Vector128<float>>(a, b, bStride, c, run, bias, accumulate);
                break;
        }
    }

    [SkipLocalsInit]
    private static void Multiply<TSimd, TVector>(
        MatrixView a, float* b, int bStride, MatrixView c, int run, float* bias, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Debug.Assert(c.Width % run == 0);
        var inPlace = bStride > 0;
        var block = PackedMatrix.DepthBlock;
        var aRows = stackalloc int[RowBlock];
        var cRows = stackalloc int[RowBlock];
        var aDepth = stackalloc int[PackedMatrix.MostDepth];
        var spare = stackalloc float[inPlace ? PackedMatrix.MostDepth * 2 * TSimd.Count : 0];
        var blockWidth = inPlace ? bStride : PackedMatrix.Padded(run) * (c.Width / run);
        fixed (float* left = a.Values, target = c.Values)
        {
            for (var first = 0; first < a.Width; first += block)
            {
                var tile = new MatrixTile
                {
                    A = left,
                    ADepth = aDepth,
                    Depth = Math.Min(block, a.Width - first),
                    Accumulate = accumulate || first > 0,
                };
                a.Layout.Columns.From(first).Fill(new Span<int>(aDepth, tile.Depth));
                for (var row = 0; row < a.Height; row += RowBlock)
                {
                    var rows = Math.Min(RowBlock, a.Height - row);
                    a.Layout.Rows.From(row).Fill(new Span<int>(aRows, rows));
                    c.Layout.Rows.From(row).Fill(new Span<int>(cRows, rows));
                    var panel = b + (long)first * blockWidth;
                    for (var column = 0; column < c.Width;)
                    {
                        var rest = run - column % run;
                        var width = rest > TSimd.Count ? 2 * TSimd.Count : TSimd.Count;
                        var columns = Math.Min(width, rest);
                        tile.ARows = aRows;
                        tile.B = panel;
                        tile.BStride = inPlace ? bStride : width;
                        tile.C = target + c.Layout.Columns.At(column);
                        tile.CRows = cRows;
                        tile.Bias = bias is null || tile.Accumulate ? null : bias + column;
                        if (inPlace && columns < width)
                        {
                            PackedMatrix.Panel(
                                panel, new MatrixLayout(tile.Depth, Lattice.Line(bStride), columns, Lattice.Line(1)),
                                width, spare);
                            tile.B = spare;
                            tile.BStride = width;
                        }

                        Panel<TSimd, TVector>(tile, rows, width, columns);
                        panel += inPlace ? columns : (long)tile.Depth * width;
                        column += columns;
                    }
                }
            }
        }
    }

    /// <summary>One panel of columns, all rows of a block.</summary>
    private static void Panel<TSimd, TVector>(in MatrixTile tile, int rows, int width, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (columns < width)
        {
            Partial<TSimd, TVector>(tile, rows, width, columns);
        }
        else if (width == TSimd.Count)
        {
            Tiles<TSimd, TVector, IFlag.No>(tile, rows);
        }
        else
        {
            Tiles<TSimd, TVector, IFlag.Yes>(tile, rows);
        }
    }

    private static void Tiles<TSimd, TVector, TWide>(MatrixTile tile, int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWide : struct, IFlag
    {
        // As few tiles as possible, all about as high.
        var tiles = (rows + MatrixTile.MostRows - 1) / MatrixTile.MostRows;
        var (height, higher) = Math.DivRem(rows, tiles);
        for (; tiles > 0; tiles--, higher--)
        {
            tile.Rows = higher > 0 ? height + 1 : height;
            tile.Run<TSimd, TVector, TWide>();
            tile.ARows += tile.Rows;
            tile.CRows += tile.Rows;
        }
    }

    /// <summary>Columns that do not fill the panel: into a spare block, then the part that exists.</summary>
    [SkipLocalsInit]
    private static void Partial<TSimd, TVector>(in MatrixTile tile, int rows, int width, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var places = stackalloc int[RowBlock];
        var spare = stackalloc float[RowBlock * width];
        Lattice.Line(width).Fill(new Span<int>(places, rows));
        Panel<TSimd, TVector>(
            tile with { C = spare, CRows = places, Bias = null, Accumulate = false }, rows, width, width);
        for (var row = 0; row < rows; row++, spare += width)
        {
            var target = tile.C + tile.CRows[row];
            var start = tile.Accumulate ? target : tile.Bias;
            for (var column = 0; column < columns; column++)
            {
                target[column] = start is null ? spare[column] : start[column] + spare[column];
            }
        }
    }
}

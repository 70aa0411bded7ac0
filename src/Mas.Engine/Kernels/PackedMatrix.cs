using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Mas.Engine.Kernels;

/// <summary>
/// The right factor of a matrix product in the order the product reads it: for each block of depth, panels of two
/// vectors of columns (the last of a run may be one), rows of a panel one after the other, missing columns zero.
/// Pays where the matrix serves many rows, as weights do.
/// </summary>
internal static unsafe class PackedMatrix
{
    /// <summary>The deepest panel: 256 x 2 vectors are half of a 32 KiB first-level cache with AVX2.</summary>
    internal const int MostDepth = 256;

    /// <summary>
    /// Depth of one panel. Where multiply and add round one by one, shorter chains make up for it: against a fused
    /// chain of 216 products an unfused one is off by up to twice as much, in blocks of 64 by half as much.
    /// </summary>
    internal static int DepthBlock => Fma.IsSupported || AdvSimd.IsSupported ? MostDepth : 64;

    /// <summary>
    /// Floats that <see cref="Pack"/> writes for a matrix (depth, columns), its columns in runs of
    /// <paramref name="run"/> that no panel crosses.
    /// </summary>
    internal static int Length(int depth, int columns, int run) => depth * Padded(run) * (columns / run);

    /// <summary><paramref name="columns"/>, up to whole vectors.</summary>
    internal static int Padded(int columns)
    {
        var vector = SimdWidth.Bits / 32;
        return (columns + vector - 1) / vector * vector;
    }

    /// <summary>Packs <paramref name="matrix"/>. Overwrites.</summary>
    /// <param name="matrix">(depth, columns).</param>
    /// <param name="run">Columns that belong together; divides the columns.</param>
    /// <param name="packed">At least <see cref="Length"/> elements.</param>
    internal static void Pack(MatrixView matrix, int run, Span<float> packed)
    {
        Debug.Assert(matrix.Width % run == 0 && packed.Length >= Length(matrix.Height, matrix.Width, run));
        var vector = SimdWidth.Bits / 32;
        var (height, rows, _, columns) = matrix.Layout;
        fixed (float* source = matrix.Values, start = packed)
        {
            var target = start;
            for (var block = 0; block < height; block += DepthBlock)
            {
                var depth = Math.Min(DepthBlock, height - block);
                for (var first = 0; first < matrix.Width; first += run)
                {
                    for (var column = 0; column < run;)
                    {
                        var width = run - column > vector ? 2 * vector : vector;
                        var filled = Math.Min(width, run - column);
                        var panel = new MatrixLayout(depth, rows.From(block), filled, columns.From(first + column));
                        Panel(source, panel, width, target);
                        target += depth * width;
                        column += width;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Packs one panel, at most <see cref="MostDepth"/> deep, <paramref name="width"/> elements a row. Overwrites.
    /// </summary>
    [SkipLocalsInit]
    internal static void Panel(float* source, MatrixLayout panel, int width, float* target)
    {
        var (depth, _, filled, columns) = panel;
        var rows = stackalloc int[MostDepth];
        panel.Rows.Fill(new Span<int>(rows, depth));
        if (columns.Run > 1)
        {
            source += columns.At(0);
            for (var k = 0; k < depth; k++, target += width)
            {
                var row = source + rows[k];
                var j = 0;
                for (; j <= filled - Vector128<float>.Count; j += Vector128<float>.Count)
                {
                    Vector128.Store(Vector128.Load(row + j), target + j);
                }

                for (; j < width; j++)
                {
                    target[j] = j < filled ? row[j] : 0;
                }
            }

            return;
        }

        // Neighbours in a column are often neighbours in memory, and the panel stays in the nearest cache.
        for (var j = 0; j < width; j++)
        {
            var column = source + (j < filled ? columns.At(j) : 0);
            var place = target + j;
            for (var k = 0; k < depth; k++, place += width)
            {
                *place = j < filled ? column[rows[k]] : 0;
            }
        }
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Mas.Engine.Kernels;

/// <summary>
/// C = [C +] A B for row-major float32 matrices: A (rows, depth) read in place through two strides, so a transpose
/// costs nothing; B (depth, columns) packed beforehand into panels two vectors wide, or as it lies where it serves only
/// once; C (rows, columns). The inner kernel keeps six rows by two vectors of C in registers. Every element of C is one
/// chain of multiply-adds over ascending depth (blocks of <see cref="DepthBlock"/>, added to C in order), wherever its
/// tile lies: splitting rows or columns over threads changes no bit.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows of A that share one pass over the packed B while it stays in the first-level cache.</summary>
    private const int RowBlock = 96;

    /// <summary>
    /// Depth of one packed panel: 256 x 2 vectors are half of a 32 KiB first-level cache with AVX2. Where multiply and
    /// add round one by one, shorter chains make up for it: against a fused chain of 216 products an unfused one is off
    /// by up to twice as much, in blocks of 64 by half as much.
    /// </summary>
    private static int DepthBlock => Fma.IsSupported || AdvSimd.IsSupported ? 256 : 64;

    private const int TileRows = 6;

    /// <summary>Floats that <see cref="Pack"/> writes for a matrix B (depth, columns).</summary>
    internal static int PackedLength(int depth, int columns)
    {
        var vector = SimdWidth.Bits / 32;
        return depth * ((columns + vector - 1) / vector) * vector;
    }

    /// <summary>
    /// Packs B (depth, columns): for each block of depth, panels of two vectors of columns (the last may be one),
    /// rows of a panel one after the other, missing columns zero. Overwrites.
    /// </summary>
    /// <param name="b">Element (k, j) lies at k * <paramref name="depthStride"/> + j * <paramref name="columnStride"/>.</param>
    /// <param name="depthStride">Elements from one k to the next.</param>
    /// <param name="columnStride">Elements from one j to the next.</param>
    /// <param name="depth">Rows of B.</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="packed">At least <see cref="PackedLength"/> elements.</param>
    internal static void Pack(
        ReadOnlySpan<float> b, int depthStride, int columnStride, int depth, int columns, Span<float> packed)
    {
        Debug.Assert(packed.Length >= PackedLength(depth, columns));
        var vector = SimdWidth.Bits / 32;
        fixed (float* source = b, start = packed)
        {
            var target = start;
            for (var block = 0; block < depth; block += DepthBlock)
            {
                var end = Math.Min(block + DepthBlock, depth);
                for (var column = 0; column < columns;)
                {
                    var width = columns - column > vector ? 2 * vector : vector;
                    var filled = Math.Min(width, columns - column);
                    if (columnStride == 1)
                    {
                        PackRows(source + column, depthStride, block, end, filled, width, target);
                    }
                    else
                    {
                        PackColumns(source + (column * columnStride), depthStride, columnStride, block, end, filled, width, target);
                    }

                    target += (end - block) * width;
                    column += width;
                }
            }
        }
    }

    /// <summary>C += A B for a B that serves only once: taken as it lies where its rows are whole vectors, else packed.</summary>
    /// <param name="a">Element (i, k) lies at i * <paramref name="rowStride"/> + k * <paramref name="depthStride"/>.</param>
    /// <param name="rowStride">Elements from one i to the next.</param>
    /// <param name="depthStride">Elements from one k to the next.</param>
    /// <param name="b">Row-major, <paramref name="columns"/> elements a row.</param>
    /// <param name="scratch">At least <see cref="PackedLength"/> elements.</param>
    /// <param name="c">Row-major, <paramref name="columns"/> elements a row.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C.</param>
    internal static void MultiplyOnce(
        ReadOnlySpan<float> a, int rowStride, int depthStride, ReadOnlySpan<float> b, Span<float> scratch, Span<float> c,
        int rows, int depth, int columns)
    {
        if (columns % (SimdWidth.Bits / 32) == 0)
        {
            Multiply(a, rowStride, depthStride, b, false, c, rows, depth, columns, true);
            return;
        }

        Pack(b, columns, 1, depth, columns, scratch);
        Multiply(a, rowStride, depthStride, scratch, true, c, rows, depth, columns, true);
    }

    /// <summary>C = [C +] A B. Overwrites or accumulates.</summary>
    /// <param name="a">Element (i, k) lies at i * <paramref name="rowStride"/> + k * <paramref name="depthStride"/>.</param>
    /// <param name="rowStride">Elements from one i to the next.</param>
    /// <param name="depthStride">Elements from one k to the next.</param>
    /// <param name="packed">B as <see cref="Pack"/> left it.</param>
    /// <param name="c">Row-major, <paramref name="columns"/> elements a row.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="accumulate">Whether to add to C.</param>
    internal static void Multiply(
        ReadOnlySpan<float> a, int rowStride, int depthStride, ReadOnlySpan<float> packed, Span<float> c,
        int rows, int depth, int columns, bool accumulate)
    {
        Debug.Assert(packed.Length >= PackedLength(depth, columns));
        Multiply(a, rowStride, depthStride, packed, true, c, rows, depth, columns, accumulate);
    }

    private static void Multiply(
        ReadOnlySpan<float> a, int rowStride, int depthStride, ReadOnlySpan<float> b, bool isPacked, Span<float> c,
        int rows, int depth, int columns, bool accumulate)
    {
        Debug.Assert(b.Length >= depth * columns);
        Debug.Assert(c.Length >= rows * columns);
        Debug.Assert(a.Length > ((rows - 1) * rowStride) + ((depth - 1) * depthStride));
        fixed (float* left = a, right = b, target = c)
        {
            switch (SimdWidth.Bits)
            {
                case 512:
                    Multiply<Simd512, Vector512<float>>(
                        left, rowStride, depthStride, right, isPacked, target, rows, depth, columns, accumulate);
                    break;
                case 256:
                    Multiply<Simd256, Vector256<float>>(
                        left, rowStride, depthStride, right, isPacked, target, rows, depth, columns, accumulate);
                    break;
                default:
                    Multiply<Simd128, Vector128<float>>(
                        left, rowStride, depthStride, right, isPacked, target, rows, depth, columns, accumulate);
                    break;
            }
        }
    }

    private static void PackRows(
        float* source, int depthStride, int from, int to, int filled, int width, float* target)
    {
        for (var k = from; k < to; k++, target += width)
        {
            var row = new ReadOnlySpan<float>(source + ((long)k * depthStride), filled);
            row.CopyTo(new Span<float>(target, filled));
            new Span<float>(target + filled, width - filled).Clear();
        }
    }

    private static void PackColumns(
        float* source, int depthStride, int columnStride, int from, int to, int filled, int width, float* target)
    {
        for (var k = from; k < to; k++, target += width)
        {
            var row = source + ((long)k * depthStride);
            for (var j = 0; j < filled; j++)
            {
                target[j] = row[(long)j * columnStride];
            }

            new Span<float>(target + filled, width - filled).Clear();
        }
    }

    private static void Multiply<TSimd, TVector>(
        float* a, int rowStride, int depthStride, float* b, bool isPacked, float* c,
        int rows, int depth, int columns, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var vector = TSimd.Count;
        var spare = stackalloc float[TileRows * 2 * vector];
        for (var block = 0; block < depth; block += DepthBlock)
        {
            var steps = Math.Min(DepthBlock, depth - block);
            var add = accumulate || block > 0;
            var panels = b + ((long)block * PackedLength(1, columns));
            for (var rowBlock = 0; rowBlock < rows; rowBlock += RowBlock)
            {
                var rowEnd = Math.Min(rowBlock + RowBlock, rows);
                var panel = panels;
                for (var column = 0; column < columns;)
                {
                    var width = columns - column > vector ? 2 * vector : vector;
                    var panelStride = isPacked ? width : columns;
                    for (var row = rowBlock; row < rowEnd; row += TileRows)
                    {
                        var tile = a + ((long)row * rowStride) + ((long)block * depthStride);
                        var tileRows = Math.Min(TileRows, rowEnd - row);
                        var target = c + ((long)row * columns) + column;
                        if (column + width <= columns)
                        {
                            Tile<TSimd, TVector>(
                                tile, rowStride, depthStride, panel, panelStride, width, target, columns, tileRows, steps, add);
                        }
                        else
                        {
                            // Columns that do not fill the panel: into a spare tile, then the part that exists.
                            var tileColumns = Math.Min(width, columns - column);
                            Tile<TSimd, TVector>(
                                tile, rowStride, depthStride, panel, panelStride, width, spare, width, tileRows, steps, false);
                            Merge(spare, width, target, columns, tileRows, tileColumns, add);
                        }
                    }

                    panel += isPacked ? (long)steps * width : width;
                    column += width;
                }
            }
        }
    }

    private static void Merge(
        float* spare, int spareStride, float* target, int targetStride, int rows, int columns, bool accumulate)
    {
        for (var row = 0; row < rows; row++, spare += spareStride, target += targetStride)
        {
            for (var column = 0; column < columns; column++)
            {
                target[column] = accumulate ? target[column] + spare[column] : spare[column];
            }
        }
    }

    private static void Tile<TSimd, TVector>(
        float* a, int rowStride, int depthStride, float* panel, nint panelStride, int width, float* c, int cStride,
        int rows, int steps, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Rows that do not exist repeat the last one that does; their results are never stored.
        var last = rows - 1;
        var a0 = a;
        var a1 = a + ((long)Math.Min(1, last) * rowStride);
        var a2 = a + ((long)Math.Min(2, last) * rowStride);
        var a3 = a + ((long)Math.Min(3, last) * rowStride);
        var a4 = a + ((long)Math.Min(4, last) * rowStride);
        var a5 = a + ((long)Math.Min(5, last) * rowStride);
        if (width == TSimd.Count)
        {
            NarrowTile<TSimd, TVector>(
                a0, a1, a2, a3, a4, a5, depthStride, panel, panelStride, c, cStride, rows, steps, accumulate);
        }
        else
        {
            WideTile<TSimd, TVector>(
                a0, a1, a2, a3, a4, a5, depthStride, panel, panelStride, c, cStride, rows, steps, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WideTile<TSimd, TVector>(
        float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, int depthStride,
        float* panel, nint panelStride, float* c, int cStride, int rows, int steps, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c10 = TSimd.Zero, c11 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c30 = TSimd.Zero, c31 = TSimd.Zero;
        TVector c40 = TSimd.Zero, c41 = TSimd.Zero, c50 = TSimd.Zero, c51 = TSimd.Zero;
        nint offset = 0;
        for (var step = 0; step < steps; step++)
        {
            var b0 = TSimd.Load(panel);
            var b1 = TSimd.Load(panel + TSimd.Count);
            panel += panelStride;
            var left = TSimd.Broadcast(a0[offset]);
            c00 = TSimd.MultiplyAdd(left, b0, c00);
            c01 = TSimd.MultiplyAdd(left, b1, c01);
            left = TSimd.Broadcast(a1[offset]);
            c10 = TSimd.MultiplyAdd(left, b0, c10);
            c11 = TSimd.MultiplyAdd(left, b1, c11);
            left = TSimd.Broadcast(a2[offset]);
            c20 = TSimd.MultiplyAdd(left, b0, c20);
            c21 = TSimd.MultiplyAdd(left, b1, c21);
            left = TSimd.Broadcast(a3[offset]);
            c30 = TSimd.MultiplyAdd(left, b0, c30);
            c31 = TSimd.MultiplyAdd(left, b1, c31);
            left = TSimd.Broadcast(a4[offset]);
            c40 = TSimd.MultiplyAdd(left, b0, c40);
            c41 = TSimd.MultiplyAdd(left, b1, c41);
            left = TSimd.Broadcast(a5[offset]);
            c50 = TSimd.MultiplyAdd(left, b0, c50);
            c51 = TSimd.MultiplyAdd(left, b1, c51);
            offset += depthStride;
        }

        StoreWide<TSimd, TVector>(c00, c01, c, accumulate);
        if (rows > 1)
        {
            StoreWide<TSimd, TVector>(c10, c11, c + cStride, accumulate);
        }

        if (rows > 2)
        {
            StoreWide<TSimd, TVector>(c20, c21, c + (2 * cStride), accumulate);
        }

        if (rows > 3)
        {
            StoreWide<TSimd, TVector>(c30, c31, c + (3 * cStride), accumulate);
        }

        if (rows > 4)
        {
            StoreWide<TSimd, TVector>(c40, c41, c + (4 * cStride), accumulate);
        }

        if (rows > 5)
        {
            StoreWide<TSimd, TVector>(c50, c51, c + (5 * cStride), accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NarrowTile<TSimd, TVector>(
        float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, int depthStride,
        float* panel, nint panelStride, float* c, int cStride, int rows, int steps, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero;
        TVector c3 = TSimd.Zero, c4 = TSimd.Zero, c5 = TSimd.Zero;
        nint offset = 0;
        for (var step = 0; step < steps; step++)
        {
            var b = TSimd.Load(panel);
            panel += panelStride;
            c0 = TSimd.MultiplyAdd(TSimd.Broadcast(a0[offset]), b, c0);
            c1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[offset]), b, c1);
            c2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[offset]), b, c2);
            c3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[offset]), b, c3);
            c4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[offset]), b, c4);
            c5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[offset]), b, c5);
            offset += depthStride;
        }

        StoreNarrow<TSimd, TVector>(c0, c, accumulate);
        if (rows > 1)
        {
            StoreNarrow<TSimd, TVector>(c1, c + cStride, accumulate);
        }

        if (rows > 2)
        {
            StoreNarrow<TSimd, TVector>(c2, c + (2 * cStride), accumulate);
        }

        if (rows > 3)
        {
            StoreNarrow<TSimd, TVector>(c3, c + (3 * cStride), accumulate);
        }

        if (rows > 4)
        {
            StoreNarrow<TSimd, TVector>(c4, c + (4 * cStride), accumulate);
        }

        if (rows > 5)
        {
            StoreNarrow<TSimd, TVector>(c5, c + (5 * cStride), accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWide<TSimd, TVector>(TVector left, TVector right, float* target, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        StoreNarrow<TSimd, TVector>(left, target, accumulate);
        StoreNarrow<TSimd, TVector>(right, target + TSimd.Count, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNarrow<TSimd, TVector>(TVector value, float* target, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(target), value) : value, target);
    }
}

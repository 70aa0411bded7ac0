using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The innermost work of a matrix product: up to six rows by one or two vectors of C stay in registers while the depth
/// goes by. Every element is one chain of multiply-adds over ascending depth, whatever the shape of its tile.
/// </summary>
internal unsafe struct MatrixTile
{
    /// <summary>Most rows of a tile: with two vectors each they take twelve registers of sixteen.</summary>
    internal const int MostRows = 6;

    /// <summary>Element (i, k) of A lies at <c>A[ARows[i] + ADepth[k]]</c>.</summary>
    internal float* A;

    internal int* ARows;
    internal int* ADepth;

    /// <summary>Row k of B starts at <c>B[k * BStride]</c>.</summary>
    internal float* B;

    internal nint BStride;

    /// <summary>Row i of C starts at <c>C[CRows[i]]</c>.</summary>
    internal float* C;

    internal int* CRows;

    /// <summary>A row that is added to every row of C, or null.</summary>
    internal float* Bias;

    /// <summary>Whether the product is added to what C holds, and no bias.</summary>
    internal bool Accumulate;

    /// <summary>Rows that exist, 1 to 6.</summary>
    internal int Rows;

    /// <summary>Columns of A, rows of B.</summary>
    internal int Depth;

    /// <summary>Works the tile out.</summary>
    /// <typeparam name="TSimd">The vectors.</typeparam>
    /// <typeparam name="TVector">The vectors.</typeparam>
    /// <typeparam name="TWide">Whether the tile is two vectors wide, not one.</typeparam>
    internal readonly void Run<TSimd, TVector, TWide>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWide : struct, IFlag
    {
        switch (Rows)
        {
            case 6:
                Run<TSimd, TVector, TWide, ICount.Six>();
                break;
            case 5:
                Run<TSimd, TVector, TWide, ICount.Five>();
                break;
            case 4:
                Run<TSimd, TVector, TWide, ICount.Four>();
                break;
            default:
                Run<TSimd, TVector, TWide, ICount.Three>();
                break;
        }
    }

    private readonly void Run<TSimd, TVector, TWide, TRows>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWide : struct, IFlag
        where TRows : struct, ICount
    {
        // Rows that do not exist repeat the last one that does; their results are never stored.
        var last = Rows - 1;
        var a0 = A + ARows[0];
        var a1 = A + ARows[TRows.Value > 3 ? 1 : Math.Min(1, last)];
        var a2 = A + ARows[TRows.Value > 3 ? 2 : Math.Min(2, last)];
        var a3 = TRows.Value > 3 ? A + ARows[3] : a2;
        var a4 = TRows.Value > 4 ? A + ARows[4] : a2;
        var a5 = TRows.Value > 5 ? A + ARows[5] : a2;
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c10 = TSimd.Zero, c11 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c30 = TSimd.Zero, c31 = TSimd.Zero;
        TVector c40 = TSimd.Zero, c41 = TSimd.Zero, c50 = TSimd.Zero, c51 = TSimd.Zero;
        var depth = ADepth;
        var end = depth + Depth;
        var b = B;
        var step = BStride;
        for (; depth < end; depth++)
        {
            nint offset = *depth;
            var b0 = TSimd.Load(b);
            var b1 = TWide.Value ? TSimd.Load(b + TSimd.Count) : TSimd.Zero;
            b += step;
            Add<TSimd, TVector, TWide>(a0[offset], b0, b1, ref c00, ref c01);
            Add<TSimd, TVector, TWide>(a1[offset], b0, b1, ref c10, ref c11);
            Add<TSimd, TVector, TWide>(a2[offset], b0, b1, ref c20, ref c21);
            if (TRows.Value > 3)
            {
                Add<TSimd, TVector, TWide>(a3[offset], b0, b1, ref c30, ref c31);
            }

            if (TRows.Value > 4)
            {
                Add<TSimd, TVector, TWide>(a4[offset], b0, b1, ref c40, ref c41);
            }

            if (TRows.Value > 5)
            {
                Add<TSimd, TVector, TWide>(a5[offset], b0, b1, ref c50, ref c51);
            }
        }

        float* c = C, bias = Bias;
        var cRows = CRows;
        var accumulate = Accumulate;

        // In turn: rows of C may share elements.
        Store<TSimd, TVector, TWide>(c00, c01, c + cRows[0], accumulate, bias);
        if (TRows.Value > 3 || last > 0)
        {
            Store<TSimd, TVector, TWide>(c10, c11, c + cRows[1], accumulate, bias);
        }

        if (TRows.Value > 3 || last > 1)
        {
            Store<TSimd, TVector, TWide>(c20, c21, c + cRows[2], accumulate, bias);
        }

        if (TRows.Value > 3)
        {
            Store<TSimd, TVector, TWide>(c30, c31, c + cRows[3], accumulate, bias);
        }

        if (TRows.Value > 4)
        {
            Store<TSimd, TVector, TWide>(c40, c41, c + cRows[4], accumulate, bias);
        }

        if (TRows.Value > 5)
        {
            Store<TSimd, TVector, TWide>(c50, c51, c + cRows[5], accumulate, bias);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSimd, TVector, TWide>(float a, TVector b0, TVector b1, ref TVector c0, ref TVector c1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWide : struct, IFlag
    {
        var left = TSimd.Broadcast(a);
        c0 = TSimd.MultiplyAdd(left, b0, c0);
        if (TWide.Value)
        {
            c1 = TSimd.MultiplyAdd(left, b1, c1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TSimd, TVector, TWide>(
        TVector c0, TVector c1, float* target, bool accumulate, float* bias)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TWide : struct, IFlag
    {
        var start = accumulate ? target : bias;
        if (start is not null)
        {
            c0 = TSimd.Add(TSimd.Load(start), c0);
            c1 = TWide.Value ? TSimd.Add(TSimd.Load(start + TSimd.Count), c1) : c1;
        }

        TSimd.Store(c0, target);
        if (TWide.Value)
        {
            TSimd.Store(c1, target + TSimd.Count);
        }
    }
}

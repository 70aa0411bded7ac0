using System.Diagnostics;
using System.Numerics;

namespace Mas.Vision.Png;

/// <summary>
/// The five reversible row filters of PNG (specification, section 9): each row is stored as its difference to a
/// prediction from the byte to the left (a), above (b) and above left (c), all modulo 256.
/// </summary>
internal static class PngFilter
{
    /// <summary>Filter types, as stored in a row's first byte.</summary>
    public const int None = 0, Sub = 1, Up = 2, Average = 3, Paeth = 4, Count = 5;

    /// <summary>
    /// Undoes a filter in place. Both spans begin with <paramref name="stride"/> zero bytes, so that the first pixel
    /// has a neighbour on its left too.
    /// </summary>
    /// <param name="type">The filter type, 0 to 4.</param>
    /// <param name="row">The padded filtered row; overwritten by the padded plain row.</param>
    /// <param name="above">The padded plain row above; zeros for the first row.</param>
    /// <param name="stride">Bytes from one pixel to the next, at least 1.</param>
    public static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int stride)
    {
        Debug.Assert(row.Length == above.Length);
        switch (type)
        {
            case Sub:
                for (var i = stride; i < row.Length; i++)
                {
                    row[i] += row[i - stride];
                }

                break;
            case Up:
                UndoUp(row[stride..], above[stride..]);
                break;
            case Average:
                for (var i = stride; i < row.Length && i < above.Length; i++)
                {
                    row[i] += (byte)((row[i - stride] + above[i]) >> 1);
                }

                break;
            case Paeth:
                for (var i = stride; i < row.Length && i < above.Length; i++)
                {
                    row[i] += Predict(row[i - stride], above[i], above[i - stride]);
                }

                break;
        }
    }

    /// <summary>Applies a filter and tells how far the result is from zero: a small sum compresses well.</summary>
    /// <param name="type">The filter type, 0 to 4.</param>
    /// <param name="row">The plain row, padded as in <see cref="Undo"/>.</param>
    /// <param name="above">The plain row above, padded as in <see cref="Undo"/>.</param>
    /// <param name="stride">Bytes from one pixel to the next, at least 1.</param>
    /// <param name="filtered">The filtered row, without padding; overwritten.</param>
    /// <returns>The sum of the filtered bytes' magnitudes, each byte read as signed.</returns>
    public static long Apply(
        int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int stride, Span<byte> filtered)
    {
        ReadOnlySpan<byte> x = row[stride..], a = row[..^stride], b = above[stride..], c = above[..^stride];
        Debug.Assert(filtered.Length == x.Length);
        var sums = Vector<uint>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var va = new Vector<byte>(a[i..]);
            var vb = new Vector<byte>(b[i..]);
            var prediction = type switch
            {
                Sub => va,
                Up => vb,
                Average => (va & vb) + ((va ^ vb) >>> 1),
                Paeth => Predict(va, vb, new Vector<byte>(c[i..])),
                _ => Vector<byte>.Zero,
            };
            var difference = new Vector<byte>(x[i..]) - prediction;
            difference.CopyTo(filtered[i..]);
            Vector.Widen(Vector.Min(difference, -difference), out var low, out var high);
            Vector.Widen(low + high, out var lower, out var upper);
            sums += lower + upper;
        }

        long sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            var prediction = type switch
            {
                Sub => a[i],
                Up => b[i],
                Average => (a[i] + b[i]) >> 1,
                Paeth => Predict(a[i], b[i], c[i]),
                _ => 0,
            };
            filtered[i] = (byte)(x[i] - prediction);
            sum += Math.Abs((int)(sbyte)filtered[i]);
        }

        return sum;
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        var i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }

    private static byte Predict(byte a, byte b, byte c)
    {
        int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - (2 * c));
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }

    // Where a and b lie on the same side of c, c is never the nearest, and its distance may stand in as 255; where
    // they lie on opposite sides its distance is |toA - toB|. So everything fits into bytes.
    private static Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c)
    {
        var toA = Vector.Max(b, c) - Vector.Min(b, c);
        var toB = Vector.Max(a, c) - Vector.Min(a, c);
        var sameSide = Vector.Equals(Vector.LessThan(a, c), Vector.LessThan(b, c));
        var toC = (Vector.Max(toA, toB) - Vector.Min(toA, toB)) | sameSide;
        var takeA = Vector.LessThanOrEqual(toA, toB) & Vector.LessThanOrEqual(toA, toC);
        return Vector.ConditionalSelect(
            takeA, a, Vector.ConditionalSelect(Vector.LessThanOrEqual(toB, toC), b, c));
    }
}

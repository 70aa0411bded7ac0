using Mas.Engine.Kernels;
using Mas.Engine.Randomness;

namespace Mas.Tests.Engine.Kernels;

/// <summary>The matrix product against its naive twin, at every small size and around every block's edge.</summary>
public class MatrixProductTests
{
    /// <summary>Elements after the end of C, which no kernel may touch.</summary>
    private const int Guard = 40;

    private const float Untouched = 12345;

    public static TheoryData<int> SmallSizes => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(SmallSizes))]
    public void AgreesWithTheNaiveProductAtEverySmallSize(int rows)
    {
        for (var depth = 1; depth <= 20; depth++)
        {
            for (var columns = 1; columns <= 20; columns++)
            {
                CheckAllLayouts(rows, depth, columns);
            }
        }
    }

    [Theory]
    [InlineData(1, 256, 33)]
    [InlineData(5, 257, 32)]
    [InlineData(7, 255, 31)]
    [InlineData(95, 3, 48)]
    [InlineData(96, 18, 65)]
    [InlineData(97, 513, 49)]
    [InlineData(200, 24, 97)]
    [InlineData(13, 700, 360)]
    public void AgreesWithTheNaiveProductAroundTheEdgesOfItsBlocks(int rows, int depth, int columns) =>
        CheckAllLayouts(rows, depth, columns);

    [Fact]
    public void ARowHasTheSameBitsWhicheverRowsAreComputedWithIt()
    {
        const int rows = 23, depth = 300, columns = 50;
        var a = Random(rows * depth, 1);
        var packed = Packed(MatrixLayout.RowMajor(depth, columns).On(Random(depth * columns, 2)));
        var whole = new float[rows * columns];
        var left = MatrixLayout.RowMajor(rows, depth);
        MatrixProduct.Multiply(left.On(a), packed, MatrixLayout.RowMajor(rows, columns).On(whole), [], false);

        for (var row = 0; row < rows; row++)
        {
            var alone = new float[columns];
            MatrixProduct.Multiply(
                left.RowRange(row, 1).On(a), packed, MatrixLayout.RowMajor(1, columns).On(alone), [], false);
            Assert.Equal(whole.AsSpan(row * columns, columns).ToArray(), alone);
        }
    }

    [Fact]
    public void PackingWritesExactlyWhatItSays()
    {
        for (var columns = 1; columns <= 70; columns++)
        {
            foreach (var runs in new[] { 1, 3 })
            {
                var length = PackedMatrix.Length(300, runs * columns, columns);
                var packed = new float[length + Guard];
                packed.AsSpan().Fill(Untouched);

                var matrix = MatrixLayout.RowMajor(300, runs * columns).On(Random(300 * runs * columns, 3));
                PackedMatrix.Pack(matrix, columns, packed);

                Assert.DoesNotContain(Untouched, packed[..length]);
                Assert.False(packed.AsSpan(length).ContainsAnyExcept(Untouched));
            }
        }
    }

    [Fact]
    public void AProductCutBetweenColumnsHasTheSameBits()
    {
        const int Rows = 13, Depth = 300, Columns = 110, Cut = 64;
        var a = MatrixLayout.RowMajor(Rows, Depth).On(Random(Rows * Depth, 1));
        var b = MatrixLayout.RowMajor(Depth, Columns).On(Random(Depth * Columns, 2));
        var product = MatrixLayout.RowMajor(Rows, Columns);
        float[] bias = Random(Columns, 3), whole = new float[Rows * Columns], parts = new float[Rows * Columns];
        MatrixProduct.MultiplyUnpacked(a, b, product.On(whole), bias, false);

        foreach (var (first, count) in new[] { (Cut, Columns - Cut), (0, Cut) })
        {
            MatrixProduct.MultiplyUnpacked(
                a, b.Layout.ColumnRange(first, count).On(b.Values), product.ColumnRange(first, count).On(parts),
                bias.AsSpan(first, count), false);
        }

        Assert.Equal(whole, parts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ABAsItLiesGivesTheSameBitsAsAPackedOne(bool accumulate)
    {
        foreach (var (rows, depth, columns) in new[]
        {
            (1, 1, 16), (5, 300, 32), (32, 256, 128), (7, 600, 80), (48, 70, 18),
        })
        {
            var a = MatrixLayout.RowMajor(depth, rows).Transposed.On(Random(rows * depth, 1));
            var b = MatrixLayout.RowMajor(depth, columns).On(Random(depth * columns, 2));
            var product = MatrixLayout.RowMajor(rows, columns);
            float[] bias = accumulate ? [] : Random(columns, 4), before = Random(rows * columns, 3);
            float[] expected = [.. before], c = [.. before, .. Enumerable.Repeat(Untouched, Guard)];
            MatrixProduct.Multiply(a, Packed(b), product.On(expected), bias, accumulate);

            MatrixProduct.MultiplyUnpacked(a, b, product.On(c), bias, accumulate);

            Assert.Equal(expected, c[..before.Length]);
            Assert.False(c.AsSpan(before.Length).ContainsAnyExcept(Untouched));
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 40)]
    public void RowsThatShareElementsAreAddedInTurn(int stride, int width)
    {
        // Row i of C is the elements from i * stride on, in two runs: the windows of a picture of two lines.
        const int rows = 21, depth = 5, line = 200;
        var layout = new MatrixLayout(rows, Lattice.Line(stride), 2 * width, new Lattice(0, width, 1, 2, line, 0));
        float[] a = Random(rows * depth, 1), b = Random(depth * 2 * width, 2), c = new float[2 * line];
        double[] product = Naive(a, b, rows, depth, 2 * width), expected = new double[c.Length];
        for (var i = 0; i < product.Length; i++)
        {
            expected[layout.Rows.At(i / (2 * width)) + layout.Columns.At(i % (2 * width))] += product[i];
        }

        var packed = new float[PackedMatrix.Length(depth, 2 * width, width)];
        PackedMatrix.Pack(MatrixLayout.RowMajor(depth, 2 * width).On(b), width, packed);
        MatrixProduct.Multiply(MatrixLayout.RowMajor(rows, depth).On(a), packed, layout.On(c), [], true);

        Close.Check(
            $"windows {width} wide, {stride} apart", [.. expected.Select(value => (float)value)], c,
            scale: Math.Sqrt(depth * width));
    }

    /// <summary>All factors as they lie and transposed, overwriting and accumulating.</summary>
    private static void CheckAllLayouts(int rows, int depth, int columns)
    {
        float[] a = Random(rows * depth, 1), b = Random(depth * columns, 2), before = Random(rows * columns, 3);
        var bias = Random(columns, 4);
        var product = Naive(a, b, rows, depth, columns);
        MatrixLayout inRows = MatrixLayout.RowMajor(rows, depth), inColumns = MatrixLayout.RowMajor(depth, columns);
        for (var layout = 0; layout < 12; layout++)
        {
            bool accumulate = layout / 4 == 1, biased = layout / 4 == 2;
            var left = (layout & 1) == 0
                ? inRows.On(a) : MatrixLayout.RowMajor(depth, rows).Transposed.On(Transpose(a, rows, depth));
            var right = (layout & 2) == 0
                ? inColumns.On(b) : MatrixLayout.RowMajor(columns, depth).Transposed.On(Transpose(b, depth, columns));
            float[] c = [.. before, .. Enumerable.Repeat(Untouched, Guard)];

            MatrixProduct.Multiply(
                left, Packed(right), MatrixLayout.RowMajor(rows, columns).On(c), biased ? bias : [], accumulate);

            Assert.False(c.AsSpan(before.Length).ContainsAnyExcept(Untouched));
            float[] expected = [.. product.Select((value, i) =>
                (float)(value + (accumulate ? before[i] : biased ? bias[i % columns] : 0)))];
            Close.Check(
                $"({rows}, {depth}, {columns}), layout {layout}", expected, c.AsSpan(0, expected.Length),
                scale: Math.Sqrt(depth));
        }
    }

    private static double[] Naive(float[] a, float[] b, int rows, int depth, int columns)
    {
        var c = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < depth; k++)
            {
                for (var j = 0; j < columns; j++)
                {
                    c[(i * columns) + j] += (double)a[(i * depth) + k] * b[(k * columns) + j];
                }
            }
        }

        return c;
    }

    private static float[] Packed(MatrixView b)
    {
        var packed = new float[PackedMatrix.Length(b.Height, b.Width, b.Width)];
        packed.AsSpan().Fill(float.NaN);
        PackedMatrix.Pack(b, b.Width, packed);
        return packed;
    }

    private static float[] Transpose(float[] matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            transposed[((i % columns) * rows) + (i / columns)] = matrix[i];
        }

        return transposed;
    }

    private static float[] Random(int count, int seed)
    {
        var draws = new Seed(7).Derive(seed).Stream();
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = (2 * draws.NextSingle()) - 1;
        }

        return values;
    }
}

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
        for (int depth = 1; depth <= 20; depth++)
        {
            for (int columns = 1; columns <= 20; columns++)
                CheckAllLayouts(rows, depth, columns);
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
        float[] a = Random(rows * depth, 1);
        float[] packed = Packed(Random(depth * columns, 2), columns, 1, depth, columns);
        float[] whole = new float[rows * columns];
        MatrixProduct.Multiply(a, depth, 1, packed, whole, rows, depth, columns, false);

        for (int row = 0; row < rows; row++)
        {
            float[] alone = new float[columns];
            MatrixProduct.Multiply(a.AsSpan(row * depth, depth), depth, 1, packed, alone, 1, depth, columns, false);
            Assert.Equal(whole.AsSpan(row * columns, columns).ToArray(), alone);
        }
    }

    [Fact]
    public void PackingWritesExactlyWhatItSays()
    {
        for (int columns = 1; columns <= 70; columns++)
        {
            int length = MatrixProduct.PackedLength(300, columns);
            float[] packed = new float[length + Guard];
            packed.AsSpan().Fill(Untouched);

            MatrixProduct.Pack(Random(300 * columns, 3), columns, 1, 300, columns, packed);

            Assert.DoesNotContain(Untouched, packed[..length]);
            Assert.False(packed.AsSpan(length).ContainsAnyExcept(Untouched));
        }
    }

    /// <summary>Both matrices as they lie and transposed, overwriting and accumulating.</summary>
    private static void CheckAllLayouts(int rows, int depth, int columns)
    {
        float[] a = Random(rows * depth, 1), b = Random(depth * columns, 2), before = Random(rows * columns, 3);
        double[] product = Naive(a, b, rows, depth, columns);
        for (int layout = 0; layout < 8; layout++)
        {
            bool aTransposed = (layout & 1) != 0, bTransposed = (layout & 2) != 0, accumulate = (layout & 4) != 0;
            float[] packed = bTransposed
                ? Packed(Transpose(b, depth, columns), 1, depth, depth, columns)
                : Packed(b, columns, 1, depth, columns);
            float[] c = [.. before, .. Enumerable.Repeat(Untouched, Guard)];

            MatrixProduct.Multiply(
                aTransposed ? Transpose(a, rows, depth) : a, aTransposed ? 1 : depth, aTransposed ? rows : 1,
                packed, c, rows, depth, columns, accumulate);

            Assert.False(c.AsSpan(before.Length).ContainsAnyExcept(Untouched));
            float[] expected = [.. product.Select((value, i) => (float)(value + (accumulate ? before[i] : 0)))];
            Close.Check(
                $"({rows}, {depth}, {columns}), layout {layout}", expected, c.AsSpan(0, expected.Length),
                scale: Math.Sqrt(depth));
        }
    }

    [Fact]
    public void ABThatServesOnceGivesTheSameBitsAsAPackedOne()
    {
        foreach (var (rows, depth, columns) in new[] { (1, 1, 16), (5, 300, 32), (32, 256, 128), (7, 600, 80), (48, 70, 18) })
        {
            float[] a = Random(rows * depth, 1), b = Random(depth * columns, 2), before = Random(rows * columns, 3);
            float[] packed = Packed(b, columns, 1, depth, columns);
            float[] expected = [.. before], c = [.. before, .. Enumerable.Repeat(Untouched, Guard)];
            MatrixProduct.Multiply(a, 1, rows, packed, expected, rows, depth, columns, true);

            MatrixProduct.MultiplyOnce(a, 1, rows, b, new float[packed.Length], c, rows, depth, columns);

            Assert.Equal(expected, c[..before.Length]);
            Assert.False(c.AsSpan(before.Length).ContainsAnyExcept(Untouched));
        }
    }

    private static double[] Naive(float[] a, float[] b, int rows, int depth, int columns)
    {
        double[] c = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < depth; k++)
            {
                for (int j = 0; j < columns; j++)
                    c[(i * columns) + j] += (double)a[(i * depth) + k] * b[(k * columns) + j];
            }
        }

        return c;
    }

    private static float[] Packed(float[] b, int depthStride, int columnStride, int depth, int columns)
    {
        float[] packed = new float[MatrixProduct.PackedLength(depth, columns)];
        packed.AsSpan().Fill(float.NaN);
        MatrixProduct.Pack(b, depthStride, columnStride, depth, columns, packed);
        return packed;
    }

    private static float[] Transpose(float[] matrix, int rows, int columns)
    {
        float[] transposed = new float[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
            transposed[((i % columns) * rows) + (i / columns)] = matrix[i];
        return transposed;
    }

    private static float[] Random(int count, int seed)
    {
        RandomStream draws = new Seed(7).Derive(seed).Stream();
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = (2 * draws.NextSingle()) - 1;
        return values;
    }
}

using Mas.Vision.Png;

namespace Mas.Tests.Vision.Png;

public class PngFilterTests
{
    [Fact]
    public void EveryFilterEqualsTheSpecificationAtEveryLength()
    {
        var random = new Random(5);
        for (var stride = 1; stride <= 8; stride++)
        {
            for (var length = 1; length <= 140; length++)
            {
                byte[] row = new byte[stride + length], above = new byte[stride + length];
                random.NextBytes(row.AsSpan(stride));
                random.NextBytes(above.AsSpan(stride));
                for (var type = 0; type < PngFilter.Count; type++)
                {
                    var filtered = new byte[length];
                    var sum = PngFilter.Apply(type, row, above, stride, filtered);
                    byte[] expected =
                        [.. Enumerable.Range(stride, length).Select(i => Naive(type, row, above, i, stride))];
                    Assert.Equal(expected, filtered);
                    Assert.Equal(expected.Sum(value => Math.Abs((int)(sbyte)value)), sum);

                    byte[] back = [.. new byte[stride], .. filtered];
                    PngFilter.Undo(type, back, above, stride);
                    Assert.Equal(row, back);
                }
            }
        }
    }

    // ISO/IEC 15948, section 9, as it is written there.
    private static byte Naive(int type, byte[] row, byte[] above, int i, int stride)
    {
        int a = row[i - stride], b = above[i], c = above[i - stride];
        int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        var paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
        return (byte)(row[i] - type switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth });
    }
}

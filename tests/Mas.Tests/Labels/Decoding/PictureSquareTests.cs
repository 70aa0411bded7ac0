using Mas.Labels.Decoding;

namespace Mas.Tests.Labels.Decoding;

public sealed class PictureSquareTests
{
    [Theory]
    [InlineData(40, 32, 16)]
    [InlineData(33, 57, 16)]
    [InlineData(171, 267, 48)]
    [InlineData(20, 31, 32)]
    [InlineData(1, 5, 8)]
    [InlineData(16, 16, 16)]
    public void EachPixelIsTheMeanOfWhatItCoversInTheMiddle(int width, int height, int size)
    {
        var random = new Random(3);
        var picture = new RgbPicture(width, height, new byte[width * height * 3]);
        random.NextBytes(picture.Pixels);
        var square = new byte[size * size * 3];

        PictureSquare.Write(picture, size, square);

        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    Assert.Equal(Naive(picture, size, y, x, colour), square[(((y * size) + x) * 3) + colour], 0.51);
                }
            }
        }
    }

    [Fact]
    public void OneColourStaysThatColour()
    {
        var picture = new RgbPicture(50, 37, [.. Enumerable.Repeat<byte[]>([10, 200, 255], 50 * 37).SelectMany(pixel => pixel)]);
        var square = new byte[16 * 16 * 3];

        PictureSquare.Write(picture, 16, square);

        Assert.All(square.Chunk(3), pixel => Assert.Equal([10, 200, 255], pixel));
    }

    private static double Naive(RgbPicture picture, int size, int y, int x, int colour)
    {
        var side = Math.Min(picture.Width, picture.Height);
        var (left, top) = ((picture.Width - side) / 2, (picture.Height - side) / 2);
        var sum = 0.0;
        foreach (var (row, rowWeight) in Weights(y, side, size))
        {
            foreach (var (column, columnWeight) in Weights(x, side, size))
            {
                sum += rowWeight * columnWeight
                    * picture.Pixels[((((top + row) * picture.Width) + left + column) * 3) + colour];
            }
        }

        return sum;
    }

    private static IEnumerable<(int Sample, double Weight)> Weights(int place, int from, int to)
    {
        var scale = (double)from / to;
        if (from >= to)
        {
            for (var sample = 0; sample < from; sample++)
            {
                var overlap = Math.Min(sample + 1, (place + 1) * scale) - Math.Max(sample, place * scale);
                if (overlap > 0)
                {
                    yield return (sample, overlap / scale);
                }
            }

            yield break;
        }

        var centre = Math.Clamp(((place + 0.5) * scale) - 0.5, 0, from - 1);
        var first = (int)Math.Floor(centre);
        yield return (first, 1 - (centre - first));
        if (first + 1 < from)
        {
            yield return (first + 1, centre - first);
        }
    }
}

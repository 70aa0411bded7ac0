using System.IO.Compression;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Png;

public class PngRoundTripTests
{
    public static TheoryData<int, int> Kinds => new()
    {
        { 1, 1 }, { 1, 2 }, { 1, 4 },
        { 1, 8 }, { 2, 8 }, { 3, 8 }, { 4, 8 }, { 1, 16 }, { 2, 16 }, { 3, 16 }, { 4, 16 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EverySizeComesBackAsItWas(int channels, int bitDepth)
    {
        var random = new Random(channels + bitDepth);
        foreach (var width in new[] { 1, 2, 3, 7, 31, 32, 33, 64, 131 })
        {
            foreach (var height in new[] { 1, 2, 5, 64 })
            {
                foreach (var smoothness in new[] { 0, 1, 2 })
                {
                    AssertRoundTrip(Random(random, width, height, channels, bitDepth, smoothness));
                }
            }
        }
    }

    [Fact]
    public void EveryFilterIsChosenForSomeRowAndComesBack()
    {
        // A flat row, a ramp along x, a copy of the row above, a ramp along both: each best under another filter.
        var image = new PngImage(64, 8, 1, 8);
        var random = new Random(1);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                image[y, x] = y switch
                {
                    0 => 0,
                    1 => (ushort)(x * 3),
                    2 => (ushort)random.Next(256),
                    3 => image[2, x],
                    4 => (ushort)((image[3, x] + (x > 0 ? image[4, x - 1] : 0)) / 2),
                    _ => (ushort)Math.Min(255, (20 * y) + (x / 2)),
                };
            }
        }

        AssertRoundTrip(image);
    }

    [Fact]
    public void SmoothPicturesBecomeSmall()
    {
        var image = new PngImage(64, 64, 1, 16);
        for (var i = 0; i < image.Samples.Length; i++)
        {
            image.Samples[i] = (ushort)((10 * (i % 64)) + (i / 64 * 20));
        }

        Assert.True(PngCodec.Encode(image).Length < 64 * 64 * 2 / 2);
        Assert.True(PngCodec.Encode(image, CompressionLevel.SmallestSize).Length <= PngCodec.Encode(image).Length);
    }

    [Fact]
    public void ReadingAFileIsDecodingItsBytes()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mas-{Guid.NewGuid():N}.png");
        var image = Random(new Random(4), 20, 10, 3, 8, 1);
        File.WriteAllBytes(path, PngCodec.Encode(image));
        try
        {
            Assert.Equal(image.Samples, PngCodec.Read(path, PngReading.Stored).Samples);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(0, 1, 1, 8)]
    [InlineData(1, -1, 1, 8)]
    [InlineData(1, 1, 5, 8)]
    [InlineData(1, 1, 1, 12)]
    [InlineData(1, 1, 3, 4)]
    [InlineData(100_000, 100_000, 1, 8)]
    public void ImpossiblePicturesAreRefused(int width, int height, int channels, int bitDepth) =>
        Assert.ThrowsAny<ArgumentException>(() => new PngImage(width, height, channels, bitDepth));

    internal static PngImage Random(
        Random random, int width, int height, int channels, int bitDepth, int smoothness)
    {
        var image = new PngImage(width, height, channels, bitDepth);
        for (var i = 0; i < image.Samples.Length; i++)
        {
            var noise = random.Next(image.MaxValue + 1) >> (smoothness * bitDepth / 3);
            var ramp = smoothness == 0 ? 0 : i * (smoothness * bitDepth) / (channels * 4);
            image.Samples[i] = (ushort)((noise + ramp) & image.MaxValue);
        }

        return image;
    }

    private static void AssertRoundTrip(PngImage image)
    {
        var back = PngCodec.Decode(PngCodec.Encode(image), PngReading.Stored, "round trip");
        Assert.Equal(
            (image.Width, image.Height, image.Channels, image.BitDepth),
            (back.Width, back.Height, back.Channels, back.BitDepth));
        Assert.Equal(image.Samples, back.Samples);
    }
}

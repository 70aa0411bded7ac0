using Mas.Vision.Png;

namespace Mas.Tests.Vision.Png;

public class PngReadingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void GrayOfFewBitsIsStoredAsItsSamplesAndShownStretched(int bits)
    {
        var image = PngRoundTripTests.Random(new Random(bits), 13, 7, 1, bits, 0);
        var file = PngCodec.Encode(image);

        var stored = PngCodec.Decode(file, PngReading.Stored, "gray");
        var shown = PngCodec.Decode(file, PngReading.Shown, "gray");

        Assert.Equal((1, bits), (stored.Channels, stored.BitDepth));
        Assert.Equal(image.Samples, stored.Samples);
        Assert.Equal((1, 8), (shown.Channels, shown.BitDepth));
        Assert.Equal(image.Samples.Select(sample => sample * 255 / image.MaxValue), shown.Samples.Select(s => (int)s));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void APaletteStoresIndicesAndShowsColors(int bits)
    {
        var random = new Random(bits);
        var indices = PngRoundTripTests.Random(random, 9, 5, 1, bits, 0);
        var palette = new byte[3 << bits];
        random.NextBytes(palette);
        var file = PngChunks.Palette(indices, palette, 0);

        var stored = PngCodec.Decode(file, PngReading.Stored, "palette");
        var shown = PngCodec.Decode(file, PngReading.Shown, "palette");

        Assert.Equal((1, bits), (stored.Channels, stored.BitDepth));
        Assert.Equal(indices.Samples, stored.Samples);
        Assert.Equal((4, 8), (shown.Channels, shown.BitDepth));
        for (var i = 0; i < indices.Samples.Length; i++)
        {
            int index = indices.Samples[i];
            Assert.Equal(
                palette.AsSpan(3 * index, 3).ToArray().Select(value => (ushort)value)
                    .Append((ushort)(index == 0 ? 0 : 255)),
                shown.Samples.AsSpan(4 * i, 4).ToArray());
        }
    }

    [Theory]
    [InlineData("pillow-palette8")]
    [InlineData("pillow-palette2")]
    [InlineData("interlaced-palette8")]
    public void AnotherToolsIndicesLeadToItsColors(string name)
    {
        var path = Path.Combine(PngFixtureTests.Folder, name + ".png");
        PngImage stored = PngCodec.Read(path, PngReading.Stored), shown = PngCodec.Read(path, PngReading.Shown);

        Assert.Equal(1, stored.Channels);
        Assert.True(stored.Samples.Distinct().Count() > 2);
        var colors = new Dictionary<int, (int, int, int)>();
        for (var i = 0; i < stored.Samples.Length; i++)
        {
            var color = (shown.Samples[3 * i], shown.Samples[(3 * i) + 1], shown.Samples[(3 * i) + 2]);
            Assert.Equal(color, colors.TryAdd(stored.Samples[i], color) ? color : colors[stored.Samples[i]]);
        }
    }

    [Fact]
    public void ATransparentColorIsAlphaOnlyWhereItIsShown()
    {
        var image = new PngImage(3, 1, 1, 16, [7, 5000, 65535]);
        var file = PngChunks.Transparent(image, 5000);

        Assert.Equal(image.Samples, PngCodec.Decode(file, PngReading.Stored, "depth").Samples);
        Assert.Equal(
            [7, 65535, 5000, 0, 65535, 65535],
            PngCodec.Decode(file, PngReading.Shown, "depth").Samples.Select(sample => (int)sample));
    }

    [Fact]
    public void SixteenBitsAndAlphaAreTheSameEitherWay()
    {
        var file = PngCodec.Encode(PngRoundTripTests.Random(new Random(3), 5, 4, 2, 16, 1));
        Assert.Equal(
            PngCodec.Decode(file, PngReading.Shown, "x").Samples,
            PngCodec.Decode(file, PngReading.Stored, "x").Samples);
    }
}

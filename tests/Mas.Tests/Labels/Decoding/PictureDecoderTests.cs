using Mas.Labels.Decoding;
using Mas.Learning;
using Mas.Tests.Federation;
using Mas.Vision.Png;
using NetVips;

namespace Mas.Tests.Labels.Decoding;

public sealed class PictureDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".jpg", 4)]
    [InlineData(".webp", 8)]
    [InlineData(".tif", 0)]
    public void EveryFormatGivesTheColours(string ending, int tolerance)
    {
        var png = SmallPictures.Draw(64, 48, hue: 1, brightness: 180, left: true);
        Save("picture" + ending, png);

        var picture = Read("picture" + ending);

        Assert.Equal((64, 48), (picture.Width, picture.Height));
        for (var row = 0; row < 48; row++)
        {
            // Away from the edge, which JPEG blurs.
            AssertNear([255, 255, 255], Pixel(picture, row, 1), tolerance);
            AssertNear([180, 255, 180], Pixel(picture, row, 60), tolerance);
        }
    }

    [Theory]
    [InlineData(1, 8, new ushort[] { 77 }, 77, 77, 77)]
    [InlineData(2, 8, new ushort[] { 77, 3 }, 77, 77, 77)]
    [InlineData(4, 8, new ushort[] { 1, 2, 3, 0 }, 1, 2, 3)]
    [InlineData(3, 16, new ushort[] { 65535, 257 * 40, 100 }, 255, 40, 0)]
    [InlineData(1, 1, new ushort[] { 1 }, 255, 255, 255)]
    public void EveryKindOfPngBecomesEightBitsOfThreeColours(
        int channels, int depth, ushort[] pixel, int red, int green, int blue)
    {
        var image = new PngImage(2, 1, channels, depth, [.. pixel, .. pixel]);
        File.WriteAllBytes(_folder["a.png"], PngCodec.Encode(image));

        Assert.Equal([(byte)red, (byte)green, (byte)blue], Pixel(Read("a.png"), 0, 1));
    }

    [Fact]
    public void AGrayJpegHasThreeEqualColours()
    {
        using var gray = Vips(SmallPictures.Draw(16, 16, hue: 0, brightness: 200)).Colourspace(Enums.Interpretation.Bw);
        gray.WriteToFile(_folder["gray.jpg"]);

        var pixel = Pixel(Read("gray.jpg"), 8, 8);

        Assert.Equal(pixel[0], pixel[1]);
        Assert.Equal(pixel[0], pixel[2]);
    }

    [Fact]
    public void APictureTakenOnItsSideIsTurned()
    {
        using var image = Vips(SmallPictures.Draw(24, 16, hue: 2, brightness: 200, top: true));
        using var turned = image.Mutate(tags => tags.Set(GValue.GIntType, "orientation", 6));
        turned.WriteToFile(_folder["side.jpg"]);

        var picture = Read("side.jpg");

        // What was above is at the right.
        Assert.Equal((16, 24), (picture.Width, picture.Height));
        AssertNear([0, 0, 0], Pixel(picture, 12, 15), 8);
        AssertNear([200, 200, 255], Pixel(picture, 12, 2), 8);
    }

    [Theory]
    [InlineData(".jpg", "The picture 'cut.jpg' is a damaged JPEG: premature end of JPEG image.")]
    [InlineData(".webp", "The picture 'cut.webp' is a damaged WebP: unable to parse image.")]
    [InlineData(".png", "The picture 'cut.png' is truncated: ")]
    public void ATruncatedFileIsNamed(string ending, string message)
    {
        Save("whole" + ending, SmallPictures.Draw(200, 160, hue: 0, brightness: 120, left: true));
        var bytes = File.ReadAllBytes(_folder["whole" + ending]);
        File.WriteAllBytes(_folder["cut" + ending], bytes[..(bytes.Length / 2)]);

        Assert.StartsWith(
            message, Assert.Throws<InputException>(() => Read("cut" + ending)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GIF89a, and so on", "of an unknown format, its first bytes 47494638")]
    [InlineData("", "empty")]
    public void AnUnknownFormatIsNamed(string content, string found)
    {
        File.WriteAllText(_folder["a.jpg"], content);

        Assert.Equal(
            $"The picture 'a.jpg' is {found}; expected PNG, JPEG, WebP or TIFF.",
            Assert.Throws<InputException>(() => Read("a.jpg")).Message);
    }

    private static byte[] Pixel(RgbPicture picture, int y, int x) =>
        picture.Pixels[(((y * picture.Width) + x) * 3)..((((y * picture.Width) + x) * 3) + 3)];

    private static void AssertNear(byte[] expected, byte[] actual, int tolerance)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.InRange(actual[colour], expected[colour] - tolerance, expected[colour] + tolerance);
        }
    }

    private static Image Vips(PngImage image) => Image.NewFromMemoryCopy<byte>(
        [.. image.Samples.Select(sample => (byte)sample)], image.Width, image.Height, 3, Enums.BandFormat.Uchar)
        .Copy(interpretation: Enums.Interpretation.Srgb);

    private void Save(string name, PngImage image)
    {
        if (name.EndsWith(".png", StringComparison.Ordinal))
        {
            File.WriteAllBytes(_folder[name], PngCodec.Encode(image));
            return;
        }

        using var vips = Vips(image);
        vips.WriteToFile(_folder[name]);
    }

    private RgbPicture Read(string name) => PictureDecoder.Read(_folder[name], name);
}

using System.Buffers.Binary;
using System.Text;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Png;

/// <summary>Pictures written by Pillow, by netpbm and by hand; Fixtures/png/make.py wrote them.</summary>
public class PngFixtureTests
{
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "png");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.png").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Fact]
    public void ThereAreFixtures() => Assert.True(Directory.GetFiles(Folder, "*.png").Length >= 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void ShowsTheSamplesTheOtherToolWrote(string name)
    {
        var image = PngCodec.Read(Path.Combine(Folder, name + ".png"), PngReading.Shown);

        var raw = File.ReadAllBytes(Path.Combine(Folder, name + ".raw"));
        var line = Array.IndexOf(raw, (byte)'\n');
        Assert.Equal(
            Encoding.ASCII.GetString(raw, 0, line),
            $"{image.Width} {image.Height} {image.Channels} {image.BitDepth}");
        for (var i = 0; i < image.Samples.Length; i++)
        {
            Assert.Equal(BinaryPrimitives.ReadUInt16BigEndian(raw.AsSpan(line + 1 + (2 * i))), image.Samples[i]);
        }
    }
}

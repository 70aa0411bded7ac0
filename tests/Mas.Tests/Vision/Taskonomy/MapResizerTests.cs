using Mas.Vision.Packing;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public class MapResizerTests
{
    private static readonly MapFormat Counts = MapFormat.Of(TestCatalogue.Learning.Find("k")!);

    [Fact]
    public void ShrinkingTakesTheMeanOfTheCoveredArea()
    {
        var map = new PngImage(4, 4, 1, 16, [10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 4, 4, 0, 0, 4, 4]);
        Assert.Equal([35, 55, 0, 4], Resize(map, 2).Select(value => (int)value));
    }

    [Fact]
    public void FractionsOfASampleCountAsFractions()
    {
        // Three samples become two: one and a half each.
        var map = new PngImage(3, 3, 1, 16, [0, 300, 600, 0, 300, 600, 0, 300, 600]);
        Assert.Equal([100, 500, 100, 500], Resize(map, 2).Select(value => (int)value));
    }

    [Fact]
    public void EnlargingInterpolatesBetweenPixelCenters()
    {
        var map = new PngImage(2, 2, 1, 16, [0, 400, 0, 400]);
        Assert.Equal([0, 100, 300, 400], Resize(map, 4)[..4].Select(value => (int)value));
    }

    [Fact]
    public void AMeanIsKeptAndWeightsAddUpToOne()
    {
        for (var from = 1; from < 40; from++)
        {
            for (var to = 1; to < 40; to++)
            {
                var resampling = new Resampling(from, to);
                for (var i = 0; i < to; i++)
                {
                    float sum = 0;
                    foreach (var weight in resampling.Weights(i))
                    {
                        sum += weight;
                    }

                    Assert.Equal(1f, sum, 1e-5f);
                    Assert.InRange(resampling.First(i) + resampling.Weights(i).Length, 1, from);
                    Assert.InRange(
                        resampling.Nearest[i], resampling.First(i),
                        resampling.First(i) + resampling.Weights(i).Length - 1);
                }
            }
        }
    }

    [Fact]
    public void ClassIdsAreNeverInvented()
    {
        var random = new Random(9);
        ushort[] map = [.. Enumerable.Range(0, 50 * 70).Select(_ => random.Next(2) == 0 ? (ushort)2 : (ushort)17)];
        var packed = new byte[16 * 16];
        new MapResizer(50, 70, 16).Nearest<ushort>(map, 1, id => (byte)id, packed);
        Assert.Equal(new byte[] { 2, 17 }, packed.Distinct().Order());
        Assert.Equal(map[(2 * 50) + 1], packed[0]);
    }

    private static ushort[] Resize(PngImage map, int size) =>
        new MapResizer(map.Width, map.Height, size).Average(map, Counts);
}

using Mas.Engine.Memory;
using Mas.Learning.Examples;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class DatasetMaskTests : IDisposable
{
    private readonly TensorPool _pool = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void WithoutAMaskFileKnownDepthIsTheMaskEvenWhereDepthIsNoTask()
    {
        using var files = TinySet.Create();
        var depth = files.Read("depth_zbuffer", "a", 0);
        depth[2, 3] = 8192;
        depth[2, 4] = 8191;
        depth[9, 9] = 65535;
        files.Write("depth_zbuffer", "a", 0, depth);
        using var set = files.Open("k");
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        var mask = batch.Weights[0].Values.ToArray();
        Assert.Equal(254f, mask.Sum());
        Assert.Equal((0f, 1f, 0f), (mask[(2 * 16) + 3], mask[(2 * 16) + 4], mask[(9 * 16) + 9]));
    }

    [Fact]
    public void AMaskFileAndKnownDepthMustBothAgree()
    {
        using var files = TinySet.Create();
        files.Write("mask", "a", 0, Checker());
        var depth = files.Read("depth_zbuffer", "a", 0);
        depth[0, 0] = 65535;
        files.Write("depth_zbuffer", "a", 0, depth);
        using var set = files.Open("d");
        using Batch batch = TinySet.Fetch(set, _pool, "a", 0), other = TinySet.Fetch(set, _pool, "a", 1);
        Assert.Equal(127f, batch.Weights[0].Values.ToArray().Sum());
        Assert.Equal(256f, other.Weights[0].Values.ToArray().Sum());
        Assert.Equal(0f, batch.Targets[0].Values[0]);
    }

    [Fact]
    public void WithoutMaskAndDepthEverythingIsValid()
    {
        using var files = TinySet.Create();
        Directory.Delete(Path.Combine(files.Root, "depth_zbuffer"), recursive: true);
        using var set = files.Open("n");
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        Assert.Equal(256f, batch.Weights[0].Values.ToArray().Sum());
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(40, 24)]
    [InlineData(12, 10)]
    public void UnknownDepthDoesNotBleedIntoKnownDepth(int width, int height)
    {
        using var files = TinySet.Create(1, 6, width, height);
        var depth = new PngImage(width, height, 1, 16);
        var random = new Random(4);
        for (var i = 0; i < depth.Samples.Length; i++)
        {
            depth.Samples[i] = random.Next(3) == 0 ? (ushort)65535 : (ushort)random.Next(2000, 3001);
        }

        files.Write("depth_zbuffer", "a", 0, depth);
        using var set = files.Open("d");
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        for (var y = 0; y < TinySet.Size; y++)
        {
            for (var x = 0; x < TinySet.Size; x++)
            {
                int nearest = depth[((2 * y) + 1) * height / 32, ((2 * x) + 1) * width / 32];
                var target = batch.Targets[0].Values[(y * TinySet.Size) + x];
                Assert.Equal(nearest < 8192 ? 1f : 0f, batch.Weights[0].Values[(y * TinySet.Size) + x]);
                if (nearest < 8192)
                {
                    Assert.InRange(target, 0.5f - 1e-5f, 1.5f + 1e-5f);
                }
                else
                {
                    Assert.Equal(0f, target);
                }
            }
        }
    }

    internal static PngImage Checker()
    {
        var mask = new PngImage(TinySet.Size, TinySet.Size, 1, 8);
        for (var y = 0; y < TinySet.Size; y++)
        {
            for (var x = 0; x < TinySet.Size; x++)
            {
                mask[y, x] = (x + y) % 2 == 0 ? (ushort)255 : (ushort)0;
            }
        }

        return mask;
    }
}

using Mas.Engine.Memory;
using Mas.Learning;
using Mas.Tests.Vision.Png;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class StoredValueTests : IDisposable
{
    private const int Pixels = TinySet.Size * TinySet.Size;

    private static readonly byte[] Colors = [.. Enumerable.Range(0, 3 * 16).Select(i => (byte)(255 - (5 * i)))];

    private readonly TinySet _files = TinySet.Create();
    private readonly TensorPool _pool = new();

    public void Dispose()
    {
        _pool.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void AClassIdIsTheSampleAtItsOwnDepth(int bits)
    {
        var ids = Ids(bits, Math.Min(18, 1 << bits));
        _files.Write("segment_semantic", "a", 0, ids);
        AssertIds(ids);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void AClassIdIsThePalettesIndex(int bits)
    {
        var ids = Ids(bits, Math.Min(16, 1 << bits));
        File.WriteAllBytes(
            _files.PathOf("segment_semantic", "a", 0), PngChunks.Palette(ids, Colors[..(3 * Math.Min(16, 1 << bits))]));
        AssertIds(ids);
    }

    [Fact]
    public void AClassIdBesideAlphaOrATransparentColorIsTheGraySample()
    {
        var ids = Ids(8, 18);
        var withAlpha = new PngImage(TinySet.Size, TinySet.Size, 2, 8);
        for (var i = 0; i < Pixels; i++)
        {
            withAlpha.Samples[2 * i] = ids.Samples[i];
        }

        _files.Write("segment_semantic", "a", 0, withAlpha);
        AssertIds(ids);

        File.WriteAllBytes(_files.PathOf("segment_semantic", "a", 0), PngChunks.Transparent(ids, 3));
        AssertIds(ids);
    }

    [Theory]
    [InlineData(8, 18)]
    [InlineData(16, 300)]
    public void AnIdBeyondTheClassesIsNamedAsStored(int bits, ushort id)
    {
        var ids = Ids(bits, 18);
        ids.Samples[77] = id;
        var file = _files.PathOf("segment_semantic", "a", 0);
        _files.Write("segment_semantic", "a", 0, ids);
        var error = Assert.Throws<InputException>(() => _files.Open("s"));
        Assert.StartsWith(
            $"'{file}' holds the class id {id}; expected 0 to 17, or an id that classes.ignore in dataset.json lists.",
            error.Message);
    }

    [Theory]
    [InlineData("one bit")]
    [InlineData("palette")]
    [InlineData("color")]
    [InlineData("sixteen bit")]
    public void AMaskIsSetWhereItIsStoredNonzero(string kind)
    {
        var set = Ids(1, 2);
        var file = _files.PathOf("mask", "a", 0);
        _files.Write("mask", "a", 0, kind switch
        {
            "one bit" or "palette" => set,
            "color" => new PngImage(
                TinySet.Size, TinySet.Size, 3, 8, [.. set.Samples.SelectMany(s => new ushort[] { 0, 0, s })]),
            _ => new PngImage(TinySet.Size, TinySet.Size, 1, 16, set.Samples),
        });

        // Index 0 is white and index 1 black: what the file stores counts, not what it looks like.
        if (kind == "palette")
        {
            File.WriteAllBytes(file, PngChunks.Palette(set, [255, 255, 255, 0, 0, 0]));
        }

        using var dataset = _files.Open("n");
        using var batch = TinySet.Fetch(dataset, _pool, "a", 0);
        Assert.Equal(set.Samples.Select(sample => (float)sample), batch.Weights[0].Values.ToArray());
    }

    [Theory]
    [InlineData("depth_zbuffer")]
    [InlineData("edge_texture")]
    public void CountsOfFewerBitsAreRefusedWithTheirOwnDepth(string folder)
    {
        _files.Write(folder, "a", 0, Ids(4, 16));
        Assert.StartsWith(
            $"'{_files.PathOf(folder, "a", 0)}' has 4 bits per sample; maps of '{folder}' have 16.",
            Assert.Throws<InputException>(() => _files.Open("dt")).Message);
    }

    [Fact]
    public void GrayAndPaletteReshadingIsWhatItLooksLike()
    {
        var few = Ids(4, 16);
        _files.Write("reshading", "a", 0, few);
        AssertReshading(i => few.Samples[i] / 15f);

        File.WriteAllBytes(_files.PathOf("reshading", "a", 0), PngChunks.Palette(few, Colors));
        AssertReshading(i => Colors.AsSpan(3 * few.Samples[i], 3).ToArray().Average(value => value / 255f));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void AGrayPictureHasThreeEqualChannels(int size)
    {
        foreach (var folder in TinySet.All.Select(task => task.Field))
        {
            if (folder is "rgb" or "normal")
            {
                _files.Write(folder, "a", 0, new PngImage(size, size, folder == "rgb" ? 1 : 3, 8));
            }
        }

        var gray = new PngImage(size, size, 1, 8);
        for (var i = 0; i < gray.Samples.Length; i++)
        {
            gray.Samples[i] = (ushort)(i % 251);
        }

        _files.Write("rgb", "a", 0, gray);
        Directory.Delete(Path.Combine(_files.Root, "depth_zbuffer"), recursive: true);
        using var dataset = _files.Open("na");
        using var batch = TinySet.Fetch(dataset, _pool, "a", 0);
        var picture = batch.Input.Values.ToArray();
        for (var i = 0; i < picture.Length; i += 3)
        {
            Assert.Equal((picture[i], picture[i]), (picture[i + 1], picture[i + 2]));
        }

        if (size == TinySet.Size)
        {
            Assert.Equal(gray.Samples.Select(sample => sample / 255f), picture.Where((_, i) => i % 3 == 0));
        }
    }

    private static PngImage Ids(int bits, int classes) => new(
        TinySet.Size, TinySet.Size, 1, bits, [.. Enumerable.Range(0, Pixels).Select(i => (ushort)(i * 7 % classes))]);

    private void AssertIds(PngImage expected)
    {
        using var dataset = _files.Open("s");
        using var batch = TinySet.Fetch(dataset, _pool, "a", 0);
        Assert.Equal(expected.Samples.Select(sample => (float)sample), batch.Targets[0].Values.ToArray());
    }

    private void AssertReshading(Func<int, float> expected)
    {
        using var dataset = _files.Open("r");
        using var batch = TinySet.Fetch(dataset, _pool, "a", 0);
        for (var i = 0; i < Pixels; i++)
        {
            Assert.Equal((expected(i) - 0.4962f) / 0.2846f, batch.Targets[0].Values[i], 4e-5f);
        }
    }
}

using Mas.Engine.Memory;
using Mas.Learning;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Taskonomy;

/// <summary>What dataset.json says of stored depths and class ids.</summary>
public sealed class DescribedValueTests : IDisposable
{
    private const int Pixels = TinySet.Size * TinySet.Size;

    private readonly TinySet _files = TinySet.Create();
    private readonly TensorPool _pool = new();

    public void Dispose()
    {
        _pool.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void DepthInMillimetresTrainsLikeTaskonomysCounts()
    {
        // 125 mm are 64 counts: both say the same distances, up to 32 m.
        ushort[] steps = [.. Enumerable.Range(0, Pixels).Select(i => (ushort)i)];
        Write("depth_zbuffer", 16, steps.Select(step => step * 64));
        Describe("""{ "depth": { "unknownFrom": 65535 } }""");
        var counts = Target("d", out var mask);

        Write("depth_zbuffer", 16, steps.Select(step => step * 125));
        Describe("""{ "depth": { "scale": 0.512, "unknownFrom": 65535 } }""");
        var millimetres = Target("d", out var sameMask);

        Assert.Equal(mask, sameMask);
        Assert.All(mask, value => Assert.Equal(1f, value));
        for (var i = 0; i < Pixels; i++)
        {
            Assert.Equal(counts[i], millimetres[i], 1e-4f);
        }

        Assert.Equal(((64 * 100) - 1500) / 1000f, counts[100], 1e-6f);
    }

    [Theory]
    [InlineData("{}", "8192 8193 65535")]
    [InlineData("""{ "depth": { "unknown": [0] } }""", "0 65535")]
    [InlineData("""{ "depth": { "unknown": [0, 7], "unknownFrom": 9000 } }""", "0 7 9000 65535")]
    [InlineData("""{ "depth": { "unknownFrom": 9000 } }""", "9000 65535")]
    [InlineData("""{ "depth": { "scale": 0.125 } }""", "8192 8193 65535")]
    public void OnlyWhatIsSaidToBeUnknownIs(string description, string unknown)
    {
        int[] values = [0, 1, 7, 8191, 8192, 8193, 8999, 9000, 65534, 65535];
        if (unknown.Contains("8192"))
        {
            unknown = string.Join(' ', values.Where(value => value >= 8192));
        }
        else if (unknown.Contains("9000"))
        {
            unknown = unknown.Replace("65535", "65534 65535");
        }

        Write("depth_zbuffer", 16, Enumerable.Range(0, Pixels).Select(i => values[i % values.Length]));
        Describe(description);

        var target = Target("d", out var mask);

        Assert.Equal(unknown, string.Join(' ', values.Where((_, i) => mask[i] == 0)));
        Assert.All(target.Where((_, i) => mask[i] == 0), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void UnknownDepthTakesNoPartInAveragesWhateverItsValue()
    {
        foreach (var folder in new[] { "rgb", "depth_zbuffer" })
        {
            var depth = folder == "depth_zbuffer";
            _files.Write(folder, "a", 0, new PngImage(32, 32, depth ? 1 : 3, depth ? 16 : 8));
        }

        var map = new PngImage(32, 32, 1, 16);
        for (var i = 0; i < map.Samples.Length; i++)
        {
            map.Samples[i] = (ushort)(i % 5 < 2 ? 0 : 3000);
        }

        _files.Write("depth_zbuffer", "a", 0, map);
        Describe("""{ "depth": { "unknown": [0] } }""");

        var target = Target("d", out var mask);

        Assert.Contains(0f, mask);
        Assert.Contains(1f, mask);
        Assert.All(target.Where((_, i) => mask[i] == 1), value => Assert.Equal(1.5f, value, 1e-5f));
    }

    [Theory]
    [InlineData("""{ "depth": { "unknown": [0] } }""", 6 * 2 * 2)]
    [InlineData("""{ "classes": { "ignore": [0, 255] } }""", 6 * 2 * 2)]
    [InlineData("""{ "depth": { "scale": 0.5 }, "name": "other" }""", 0)]
    public void ThePackedCacheIsMadeAnewWhereItWouldDiffer(string description, int read)
    {
        Directory.Delete(Path.Combine(_files.Root, "segment_semantic"), recursive: true);
        _files.Open("d").Dispose();
        Describe(description);
        using var set = _files.Open("d");
        Assert.Equal(read, set.PicturesRead);
    }

    [Fact]
    public void IgnoredIdsAreUnlabelledAtAnyBitDepth()
    {
        int[] ids = [0, 1, 17, 255, 65535];
        Write("segment_semantic", 16, Enumerable.Range(0, Pixels).Select(i => ids[i % ids.Length]));
        Describe("""{ "classes": { "ignore": [0, 255, 65535] } }""");
        Assert.Equal([0, 1, 17, 0, 0], Target("s", out _)[..5]);
    }

    [Fact]
    public void WhereZeroIsAClassItIsLearnedAsOne()
    {
        int[] ids = [0, 1, 16, 255];
        Write("segment_semantic", 8, Enumerable.Range(0, Pixels).Select(i => ids[i % ids.Length]));
        WriteZerosElsewhere();
        Describe("""{ "classes": { "ignore": [255] } }""");
        Assert.Equal([1, 2, 17, 0], Target("s", out _)[..4]);
    }

    [Fact]
    public void AnIdThatIsNeitherAClassNorIgnoredIsNamed()
    {
        Write("segment_semantic", 8, Enumerable.Range(0, Pixels).Select(i => i == 9 ? 17 : 3));
        WriteZerosElsewhere();
        Describe("""{ "classes": { "ignore": [255] } }""");
        Assert.StartsWith(
            $"'{_files.PathOf("segment_semantic", "a", 0)}' holds the class id 17; expected 0 to 16, or an id that "
            + "classes.ignore in dataset.json lists.",
            Assert.Throws<InputException>(() => _files.Open("s")).Message);
    }

    private void WriteZerosElsewhere()
    {
        for (var view = 1; view < 12; view++)
        {
            _files.Write("segment_semantic", TinySet.Name(view / 6), view % 6, new PngImage(16, 16, 1, 8));
        }
    }

    private void Describe(string json) => File.WriteAllText(Path.Combine(_files.Root, "dataset.json"), json);

    private void Write(string folder, int bits, IEnumerable<int> samples) => _files.Write(
        folder, "a", 0,
        new PngImage(TinySet.Size, TinySet.Size, 1, bits, [.. samples.Select(sample => (ushort)sample)]));

    private float[] Target(string letter, out float[] mask)
    {
        using var set = _files.Open(letter);
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        mask = batch.Weights[0].Values.ToArray();
        return batch.Targets[0].Values.ToArray();
    }
}

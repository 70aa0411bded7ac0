using Mas.Engine.Memory;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Taskonomy;

/// <summary>Files that are links to files elsewhere, as tools that fetch data sets lay them.</summary>
public sealed class DatasetLinkTests : IDisposable
{
    private static readonly DateTime _written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TensorPool _pool = new();
    private readonly TinySet _files = TinySet.Create(buildings: 1);

    public void Dispose()
    {
        _files.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void AFileThatALinkLeadsToIsReadAnewWhenItChanges()
    {
        var (path, blob) = (_files.PathOf("keypoints2d", "a", 0), Path.Combine(_files.Root, "blob"));
        File.Move(path, blob);
        File.CreateSymbolicLink(path, blob);
        AssertFirst(File.ReadAllBytes(blob));

        Write(blob, 7777);

        AssertFirst(7777);
    }

    [Fact]
    public void ALinkThatLeadsToAnotherFileOfOneLengthAndTimeIsReadAnew()
    {
        var path = _files.PathOf("keypoints2d", "a", 0);
        string[] blobs = [Path.Combine(_files.Root, "blob1"), Path.Combine(_files.Root, "blob2")];
        Write(blobs[0], 1111);
        Write(blobs[1], 2222);
        Assert.Equal(new FileInfo(blobs[0]).Length, new FileInfo(blobs[1]).Length);
        Lead(path, blobs[0]);
        AssertFirst(1111);

        Lead(path, blobs[1]);

        AssertFirst(2222);
    }

    [Fact]
    public void AFolderThatIsALinkMayLeadElsewhereToo()
    {
        var (path, folder) = (_files.PathOf("keypoints2d", "a", 0), Path.Combine(_files.Root, "keypoints2d"));
        Write(path, 1111);
        var other = Path.Combine(_files.Root, "other");
        Assert.Equal(0, RequiresTorchFactAttribute.Run("cp", "-a", folder, other));
        Write(Path.Combine(other, "a", Path.GetFileName(path)), 2222);
        Directory.Move(folder, Path.Combine(_files.Root, "first"));
        Directory.CreateSymbolicLink(folder, Path.Combine(_files.Root, "first"));
        AssertFirst(1111);

        Directory.Delete(folder);
        Directory.CreateSymbolicLink(folder, other);

        AssertFirst(2222);
    }

    private static void Lead(string link, string target)
    {
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
    }

    /// <summary>
    /// Writes keypoints without compression, so that files of one size have one length, all at one time.
    /// </summary>
    private void Write(string path, ushort first)
    {
        var map = new PngImage(TinySet.Size, TinySet.Size, 1, 16);
        map.Samples[0] = first;
        File.WriteAllBytes(path, PngCodec.Encode(map, System.IO.Compression.CompressionLevel.NoCompression));
        File.SetLastWriteTimeUtc(path, _written);
    }

    private void AssertFirst(byte[] png)
    {
        var temporary = Path.Combine(_files.Root, "copy.png");
        File.WriteAllBytes(temporary, png);
        AssertFirst(PngCodec.Read(temporary, PngReading.Stored).Samples[0]);
    }

    private void AssertFirst(ushort expected)
    {
        using var set = _files.Open("k");
        using var batch = TinySet.Fetch(set, _pool, "a", 0);
        Assert.Equal((expected - 50f) / 100f, batch.Targets[0].Values[0]);
    }
}

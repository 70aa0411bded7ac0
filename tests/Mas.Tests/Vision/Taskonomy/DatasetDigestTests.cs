using Mas.Learning.Examples;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class DatasetDigestTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create(buildings: 3);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void WhereFilesLieWhenTheyWereWrittenAndHowTheyAreCompressedDoesNotMatter()
    {
        var digest = Digest();
        var copy = _files.Root + "-copy";
        Assert.Equal(0, RequiresTorchFactAttribute.Run("cp", "-a", _files.Root, copy));
        try
        {
            using (var copied = Dataset.Open(copy, TinySet.Tasks("dk"), TinySet.Size))
            {
                Assert.Equal(digest.Sha256, copied.Digest.Sha256);
            }

            var path = _files.PathOf("depth_zbuffer", "a", 0);
            File.WriteAllBytes(
                path,
                PngCodec.Encode(
                    PngCodec.Read(path, PngReading.Stored), System.IO.Compression.CompressionLevel.NoCompression));
            using (var again = _files.Open("dk", options: new DatasetOptions { BytesInMemory = 0 }))
            {
                Assert.True(again.PicturesRead > 0);
                Assert.Equal(digest.Sha256, again.Digest.Sha256);
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void AReplacedDepthMapIsNoticedAndItsBuildingNamed()
    {
        var before = Digest();
        var map = _files.Read("depth_zbuffer", "b", 1);
        map.Samples[3] ^= 1;
        _files.Write("depth_zbuffer", "b", 1, map);

        AssertChanged(before, "client b has different examples or splits");
    }

    [Fact]
    public void ViewsAndBuildingsThatAreRemovedOrAddedAreNoticed()
    {
        var before = Digest();
        foreach (var folder in new[] { "rgb", "depth_zbuffer", "keypoints2d" })
        {
            File.Delete(_files.PathOf(folder, "a", 0));
            Directory.Delete(Path.Combine(_files.Root, folder, "b"), recursive: true);
            Directory.Move(Path.Combine(_files.Root, folder, "c"), Path.Combine(_files.Root, folder, "d"));
        }

        AssertChanged(
            before,
            "client b is missing, client c is missing, client d is new, and 1 more change");
    }

    [Fact]
    public void OtherSplitsAndOtherConstantsAreNoticed()
    {
        var before = Digest();
        new DatasetDescription
        {
            Split = new SplitRule { Buildings = new Dictionary<string, HeldOutViews> { ["a"] = new() } },
        }.Write(_files.Root);
        AssertChanged(before, "client a has different examples or splits");

        new DatasetDescription
        {
            Normalisation =
                new Dictionary<string, Normalisation> { ["keypoints2d"] = new([1], [2]) },
        }.Write(_files.Root);
        AssertChanged(before, "fields, sizes or normalisation constants differ");

        new DatasetDescription { Name = "renamed", ClassNames = ["none"] }.Write(_files.Root);
        Assert.Equal(before.Sha256, Digest().Sha256);
    }

    private ShardsDigest Digest()
    {
        using var set = _files.Open("dk");
        return set.Digest;
    }

    private void AssertChanged(ShardsDigest before, string expected)
    {
        var now = Digest();
        Assert.NotEqual(before.Sha256, now.Sha256);
        Assert.StartsWith(expected, before.Difference(now));
    }
}

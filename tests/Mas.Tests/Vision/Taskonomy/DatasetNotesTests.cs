using Mas.Engine.Memory;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

/// <summary>What lies in a data set's folders and is not used is counted and named.</summary>
public sealed class DatasetNotesTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void AnExtensionMayHaveAnyCase()
    {
        _files.Write("mask", "a", 0, DatasetMaskTests.Checker());
        foreach (var folder in new[] { "rgb", "normal", "mask" })
        {
            var path = _files.PathOf(folder, "a", 0);
            File.Move(path, Path.ChangeExtension(path, folder == "rgb" ? ".PNG" : ".Png"));
        }

        using var set = _files.Open("n");
        Assert.Equal(12, Views(set));
        using var pool = new TensorPool();
        using var batch = TinySet.Fetch(set, pool, "a", 0);
        Assert.Equal(128f, batch.Weights[0].Values.ToArray().Sum());
    }

    [Fact]
    public void TwoExtensionsOfOneViewAreAFault()
    {
        var path = _files.PathOf("rgb", "a", 0);
        File.Copy(path, Path.ChangeExtension(path, ".PNG"));
        Assert.Contains("claim the same view", Assert.Throws<InputException>(() => _files.Open("n")).Message);
    }

    [Fact]
    public void MasksNamedOtherwiseAreCountedAndNamed()
    {
        for (var view = 0; view < 6; view++)
        {
            _files.Write("mask", "a", view, DatasetMaskTests.Checker());
            var path = _files.PathOf("mask", "a", view);
            File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, $"mask_{view}.png"));
        }

        using var set = _files.Open("n");
        Assert.Equal(
        [
            "In mask 6 files are not used (not of the form point_P_view_V_domain_mask.png): a/mask_0.png, "
                + "a/mask_1.png, a/mask_2.png and 3 more.",
            "mask has files for 0 of 12 views.",
        ], set.Notes);
        Assert.Equal(set.Notes, DatasetInspection.Inspect(_files.Root, 16, threads: 1).Notes);
    }

    [Fact]
    public void WhateverLiesThereForNothingIsNamedByFolderAndReason()
    {
        Touch("rgb/a/notes.txt");
        Touch("rgb/a/small.jpg");
        Touch("normal/stray.png");
        Touch("normal/b/old/point_0_view_0_domain_normal.png");
        Touch("mask/A/point_0_view_0_domain_mask.png");
        Touch("mask/a/point_9_view_0_domain_mask.png");
        Directory.Move(Path.Combine(_files.Root, "keypoints2d"), Path.Combine(_files.Root, "keypoint2d"));
        Directory.CreateDirectory(Path.Combine(_files.Root, "keypoints3d"));
        Directory.CreateDirectory(Path.Combine(_files.Root, "mask_valid"));
        Directory.CreateDirectory(Path.Combine(_files.Root, "scripts"));

        using var set = _files.Open("n");
        Assert.Equal(
        [
            "The folder 'keypoint2d' is not used; did you mean keypoints2d?",
            "The folder 'mask_valid' is not used; did you mean mask?",
            "In mask 1 folder is not used (no such building in rgb): A.",
            "In mask 1 file is not used (no such view in rgb): a/point_9_view_0_domain_mask.png.",
            "In normal 1 folder is not used (inside a building's folder): b/old.",
            "In normal 1 file is not used (not in a building's folder): stray.png.",
            "In rgb 2 files are not used (not PNG): a/notes.txt, a/small.jpg.",
            "mask has files for 0 of 12 views.",
        ], set.Notes);
    }

    [Fact]
    public void WhatSystemsLeaveInFoldersIsNeitherAViewNorNamed()
    {
        foreach (var clutter in new[]
        {
            "rgb/a/._point_0_view_0_domain_rgb.png", "rgb/a/.DS_Store", "rgb/a/Thumbs.db", "rgb/@eaDir/x.png",
            "rgb/a/@eaDir/x.png", "normal/.ipynb_checkpoints/x.png", "normal/a/.ipynb_checkpoints/x.png",
            "mask/.DS_Store",
            ".ipynb_checkpoints/x.png",
        })
        {
            Touch(clutter);
        }

        Directory.Delete(Path.Combine(_files.Root, "mask"), recursive: true);

        using var set = _files.Open("n");
        Assert.Empty(set.Notes);
        Assert.Equal(["a", "b"], set.Buildings.Select(building => building.Name));
        Assert.Equal(12, Views(set));
    }

    [Fact]
    public void ABuildingOfOtherCaseAndAMisspelledFolderAreNamedInTheFault()
    {
        Directory.Move(Path.Combine(_files.Root, "normal", "b"), Path.Combine(_files.Root, "normal", "B"));
        Directory.Move(Path.Combine(_files.Root, "depth_zbuffer"), Path.Combine(_files.Root, "depth_zbufer"));
        var lines = Assert.Throws<InputException>(() => _files.Open("dn")).Message.Split('\n');
        Assert.Contains(
            $"The data set '{_files.Root}' has no folder 'depth_zbuffer', which the task depth needs; it has a folder "
            + "'depth_zbufer'.", lines);
        Assert.Contains(
            $"The building 'b' has no 'normal' maps: there is no folder '{Path.Combine(_files.Root, "normal", "b")}', "
            + "but one named 'B'; upper and lower case must be the same.", lines);
    }

    [Fact]
    public void PackingReportsHowFarItIsAndTheCacheNothing()
    {
        var shares = new List<double>();
        var options = new DatasetOptions { Threads = 1, Packing = shares.Add };
        _files.Open("n", options: options).Dispose();
        Assert.Equal(Enumerable.Range(1, 12).Select(view => view / 12.0), shares);
        _files.Open("n", options: options).Dispose();
        Assert.Equal(12, shares.Count);
    }

    private void Touch(string path)
    {
        var full = Path.Combine(_files.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "");
    }

    private static int Views(Dataset set) => set.Buildings.Sum(building =>
        Enum.GetValues<Split>().Sum(building.Count));
}

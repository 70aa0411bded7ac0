using Mas.Learning;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class DatasetFaultTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create();

    private string WayOut =>
        "To train without the damaged views, list them under exclude in dataset.json; "
        + $"'mas data inspect {_files.Root} --exclude-damaged' does that.";

    public void Dispose() => _files.Dispose();

    [Fact]
    public void AMissingDirectoryIsNamedAndNotMade()
    {
        var missing = Path.Combine(_files.Root, "nowhere");
        var message = Message(() => Dataset.Open(missing, TinySet.Tasks("s"), 16));
        Assert.Equal($"There is no data set at '{missing}': the folder does not exist.", message);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void AMissingTaskFolderIsNamed()
    {
        Directory.Delete(Path.Combine(_files.Root, "normal"), recursive: true);
        Assert.Equal(
            $"The data set '{_files.Root}' has no folder 'normal', which the task surface normals needs.", Fault());
    }

    [Fact]
    public void ABuildingWithoutPicturesIsNamed()
    {
        var folder = Path.Combine(_files.Root, "rgb", "b");
        Directory.Delete(folder, recursive: true);
        Assert.Equal($"The building 'b' has no 'rgb' maps: there is no folder '{folder}'.\n{WayOut}", Fault());
    }

    [Fact]
    public void MapsThatNoBuildingHasAreNamed()
    {
        Directory.Delete(Path.Combine(_files.Root, "edge_texture", "a"), recursive: true);
        Directory.Delete(Path.Combine(_files.Root, "edge_texture", "b"), recursive: true);
        Assert.Equal(
            $"No building of the data set '{_files.Root}' has 'edge_texture' maps, which the task texture edges needs.",
            Fault());
    }

    [Fact]
    public void AViewWithoutAMapIsNamed()
    {
        var file = _files.PathOf("keypoints2d", "a", 3);
        File.Delete(file);
        Assert.Equal(
            $"The view 'point_1_view_1' of building 'a' has no 'keypoints2d' map: '{file}' is missing.\n{WayOut}",
            Fault());
    }

    [Fact]
    public void ABuildingWhoseNameBreaksALineIsRefusedOnOneLine()
    {
        foreach (var folder in Directory.GetDirectories(_files.Root))
        {
            Directory.Move(Path.Combine(folder, "b"), Path.Combine(folder, "b\nb"));
        }

        Assert.Equal(
            @"The name of a building's folder is 'b\u000Ab'; expected text on one line without control characters.",
            Fault());
    }

    [Fact]
    public void AFileWhoseNameBreaksALineIsNotedOnOneLine()
    {
        File.WriteAllText(Path.Combine(_files.Root, "rgb", "a", "no\nte.txt"), "");

        using var set = _files.Open("s");

        Assert.Contains(@"a/no\u000Ate.txt", Assert.Single(set.Notes));
    }

    [Fact]
    public void ATruncatedPictureIsNamed()
    {
        var file = _files.PathOf("normal", "b", 2);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^30]);
        Assert.Contains($"'{file}' is truncated", Fault());
    }

    [Fact]
    public void AMapOfAnotherSizeThanItsPictureIsNamed()
    {
        _files.Write("reshading", "a", 1, new PngImage(15, 16, 3, 8));
        Assert.Equal(
            $"'{_files.PathOf("reshading", "a", 1)}' is 15 x 16, but its picture is 16 x 16.\n{WayOut}",
            Fault());
    }

    [Fact]
    public void AWrongBitDepthWrongChannelsAndAnUnknownClassAreToldAtOnce()
    {
        _files.Write("depth_zbuffer", "a", 1, new PngImage(16, 16, 1, 8));
        _files.Write("normal", "a", 2, new PngImage(16, 16, 1, 8));
        var classes = new PngImage(16, 16, 1, 8);
        classes[3, 4] = 18;
        _files.Write("segment_semantic", "b", 0, classes);
        var lines = Fault().Split('\n');
        Assert.Equal(
        [
            $"The data set '{_files.Root}' has 3 faults:",
            $"'{_files.PathOf("depth_zbuffer", "a", 1)}' has 8 bits per sample; maps of 'depth_zbuffer' have 16.",
            $"'{_files.PathOf("normal", "a", 2)}' has 1 channel; maps of 'normal' have 3.",
            $"'{_files.PathOf("segment_semantic", "b", 0)}' holds the class id 18; expected 0 to 17, or an id that "
                + "classes.ignore in dataset.json lists.",
            WayOut,
        ], lines);
    }

    [Fact]
    public void AnEmptyBuildingIsNamed()
    {
        foreach (var folder in TinySet.All.Select(task => task.Field))
        {
            Directory.CreateDirectory(Path.Combine(_files.Root, folder, "c"));
        }

        Assert.Equal($"The building 'c' of the data set '{_files.Root}' is empty: it has no views.\n{WayOut}", Fault());
    }

    [Fact]
    public void ADataSetWithoutBuildingsIsNamed()
    {
        foreach (var folder in TinySet.All.Select(task => task.Field))
        {
            Directory.Delete(Path.Combine(_files.Root, folder), recursive: true);
            Directory.CreateDirectory(Path.Combine(_files.Root, folder));
        }

        Assert.Contains("has no buildings", Fault());
    }

    [Fact]
    public void TooFewViewsAreNamed()
    {
        using var few = TinySet.Create(buildings: 2, views: 2);
        var lines = Message(() => few.Open()).Split('\n');
        Assert.Contains("has no views for validation", lines[1]);
        Assert.Contains("has no views for test", lines[2]);
    }

    [Fact]
    public void AFileWithAStrangeNameAndAnUnknownHeldOutViewAreNamed()
    {
        var strange = Path.Combine(_files.Root, "rgb", "a", "cat.png");
        File.WriteAllText(strange, "");
        File.WriteAllText(
            Path.Combine(_files.Root, "dataset.json"),
            """{ "split": { "buildings": { "a": { "test": ["point_77_view_0"] } } } }""");
        var message = Fault();
        Assert.Contains($"'{strange}' is not of the form point_P_view_V_domain_rgb.png", message);
        Assert.Contains("holds out the view 'point_77_view_0' of the building 'a', which does not exist", message);
    }

    [Fact]
    public void OfManyFaultsTheFirstTwentyAreTold()
    {
        foreach (var folder in new[] { "normal", "reshading", "edge_texture" })
        {
            for (var view = 0; view < 4; view++)
            {
                File.Delete(_files.PathOf(folder, "a", view));
                File.Delete(_files.PathOf(folder, "b", view));
            }
        }

        var lines = Fault().Split('\n');
        Assert.Equal($"The data set '{_files.Root}' has 24 faults:", lines[0]);
        Assert.StartsWith("and 4 more. So many may have one cause", lines[^2]);
        Assert.Equal(WayOut, lines[^1]);
        Assert.Equal(23, lines.Length);
    }

    [Fact]
    public void FilesNamedAsInThePublishedArchivesAreTaken()
    {
        foreach (var file in Directory.GetFiles(
            Path.Combine(_files.Root, "segment_semantic"), "*.png", SearchOption.AllDirectories))
        {
            File.Move(file, file.Replace("_segment_semantic.png", "_segmentsemantic.png"));
        }

        using var set = _files.Open("s");
        Assert.Equal(2, set.Buildings.Count);
    }

    private static string Message(Action open) => Assert.Throws<InputException>(open).Message;

    private string Fault() => Message(() => _files.Open().Dispose());
}

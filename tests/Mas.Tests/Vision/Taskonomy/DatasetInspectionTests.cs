using Mas.Learning;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

public sealed class DatasetInspectionTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void EverythingIsCountedAndMeasured()
    {
        var inspection = DatasetInspection.Inspect(_files.Root, 16, threads: 2);

        Assert.Empty(inspection.Faults);
        Assert.Equal("sdnkterca", string.Concat(inspection.Tasks.Select(task => task.Mark)));

        // Three points of two views each: whole points are held out.
        Assert.Equal(
            [("a", 2, 2, 2, 9), ("b", 2, 2, 2, 9)],
            inspection.Buildings.Select(building => (
                building.Name, building.Train, building.Validation, building.Test, building.Fields.Count)));
        Assert.Equal([(16, 16, 12)], inspection.Sizes);
        double[] values =
        [
            .. "ab".SelectMany(building => Enumerable.Range(0, 6)
                .SelectMany(view => _files.Read("keypoints2d", building.ToString(), view).Samples))
                .Select(sample => (double)sample),
        ];
        MapSummary map = inspection.Maps.Single(map => map.Folder == "keypoints2d");
        Assert.Equal(12, map.Maps);
        Assert.Equal((values.Min(), values.Max()), (map.Minimum[0], map.Maximum[0]));
        Assert.Equal(values.Average(), map.Mean[0], 1e-6);
        var deviation = Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
        Assert.Equal(deviation, map.Deviation[0], 1e-4);

        var measured = inspection.Measured();
        Assert.Equal((float)values.Average(), measured.NormalisationOf("keypoints2d").Shift[0]);
        Assert.Equal(1000f, measured.NormalisationOf("depth_zbuffer").Scale[0]);
        Assert.Equal(5, measured.Normalisation.Count);
    }

    [Fact]
    public void FaultsAreListedNotThrown()
    {
        File.Delete(_files.PathOf("normal", "a", 0));
        File.WriteAllText(_files.PathOf("rgb", "b", 0), "no picture");
        var depth = _files.Read("depth_zbuffer", "b", 1);
        depth.Samples.AsSpan().Fill(65535);
        _files.Write("depth_zbuffer", "b", 1, depth);
        var inspection = Inspect();
        Assert.Equal(3, inspection.Faults.Count);
        Assert.Equal(["a/point_0_view_0", "b/point_0_view_0", "b/point_0_view_1"], inspection.Damaged);
        Assert.Equal([(16, 16, 10)], inspection.Sizes);
        Assert.True(inspection.Maps.Single(map => map.Folder == "depth_zbuffer").Maximum[0] < 8192);

        inspection = DatasetInspection.Inspect(Path.Combine(_files.Root, "nowhere"), 16, threads: 1);
        Assert.Contains("does not exist", Assert.Single(inspection.Faults));
    }

    [Fact]
    public void TheValidShareIsShownByMapAndBuilding()
    {
        // Of one of six maps a quarter is unknown, and of another's labels three quarters are missing.
        PngImage depth = _files.Read("depth_zbuffer", "a", 3), labels = _files.Read("segment_semantic", "b", 2);
        depth.Samples.AsSpan(0, 64).Fill(9000);
        labels.Samples.AsSpan().Fill(5);
        labels.Samples.AsSpan(0, 192).Clear();
        _files.Write("depth_zbuffer", "a", 3, depth);
        _files.Write("segment_semantic", "b", 2, labels);
        var labelled = Enumerable.Range(0, 6)
            .Sum(view => _files.Read("segment_semantic", "b", view).Samples.Count(id => id > 0));

        var inspection = Inspect();

        Assert.Empty(inspection.Faults);
        foreach (var folder in new[]
            { "depth_zbuffer", "normal", "edge_occlusion", "reshading", "principal_curvature" })
        {
            Assert.Equal(1 - (0.25 / 6), inspection.Valid[0].Maps[folder]!.Value, 1e-12);
            Assert.Equal(1, inspection.Valid[1].Maps[folder]);
            Assert.Equal(1 - (0.25 / 12), inspection.Maps.Single(map => map.Folder == folder).Valid, 1e-12);
        }

        Assert.All(
            inspection.Valid, building => Assert.Equal((1, 1), (building.Maps["keypoints2d"], building.Maps["rgb"])));
        Assert.Equal(labelled / (6 * 256.0), inspection.Valid[1].Maps["segment_semantic"]!.Value, 1e-12);
    }

    [Fact]
    public void ABuildingWhoseMapsCannotBeReadHasNoShare()
    {
        for (var view = 0; view < 6; view++)
        {
            File.WriteAllText(_files.PathOf("depth_zbuffer", "b", view), "no picture");
        }

        var inspection = Inspect();

        Assert.NotEmpty(inspection.Faults);
        Assert.Null(inspection.Valid[1].Maps["depth_zbuffer"]);
        Assert.DoesNotContain(inspection.Notes, note => note.Contains("less than half", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassesAreAHistogram()
    {
        for (var view = 0; view < 12; view++)
        {
            var ids = new PngImage(16, 16, 1, 8);
            ids.Samples.AsSpan(0, 64).Fill(3);
            ids.Samples.AsSpan(64, 128).Fill(17);
            ids.Samples.AsSpan(192, 32).Fill(255);
            _files.Write("segment_semantic", TinySet.Name(view / 6), view % 6, ids);
        }

        File.WriteAllText(
            Path.Combine(_files.Root, "dataset.json"),
            """{ "classNames": ["", "a", "b", "wall"], "classes": { "ignore": [0, 255] } }""");
        var inspection = Inspect();

        Assert.Empty(inspection.Faults);
        Assert.DoesNotContain(inspection.Maps, map => map.Folder == "segment_semantic");
        Assert.Equal((12, 0.75), (inspection.Classes!.Maps, inspection.Classes.Labelled));
        Assert.Equal([new(3, "wall", 1 / 3.0), new(17, "", 2 / 3.0)], inspection.Classes.Classes);
    }

    [Fact]
    public void AViewWithoutAValidPixelIsRefusedByInspectionAndRunAlike()
    {
        var nothing = new PngImage(16, 16, 1, 8);
        var depth = _files.Read("depth_zbuffer", "b", 1);
        depth.Samples.AsSpan().Fill(8192);
        _files.Write("mask", "a", 0, nothing);
        _files.Write("depth_zbuffer", "b", 1, depth);
        _files.Write("segment_semantic", "b", 4, nothing);
        string[] faults =
        [
            $"'{_files.PathOf("mask", "a", 0)}' leaves no valid pixel at 16 x 16; expected at least one.",
            $"'{_files.PathOf("depth_zbuffer", "b", 1)}' leaves no valid pixel at 16 x 16; expected at least one.",
            $"'{_files.PathOf("segment_semantic", "b", 4)}' has no labelled pixel at 16 x 16; expected at least one.",
        ];

        var inspection = Inspect();
        var message = Assert.Throws<InputException>(() => _files.Open()).Message.Split('\n');

        Assert.Equal(faults, inspection.Faults);
        Assert.Equal(["a/point_0_view_0", "b/point_0_view_1", "b/point_2_view_0"], inspection.Damaged);
        Assert.Equal(faults, message[1..^1]);

        // Only what is trained must be there: neither keypoints nor pictures are masked.
        _files.Open("ka").Dispose();
    }

    [Fact]
    public void AValidPixelThatTheTrainingsSizeLosesDoesNotCount()
    {
        var one = new PngImage(16, 16, 1, 8);
        one[0, 0] = 255;
        _files.Write("mask", "a", 0, one);

        Assert.Empty(Inspect().Faults);
        Assert.Contains(
            "together leave no valid pixel at 8 x 8",
            Assert.Single(DatasetInspection.Inspect(_files.Root, 8, threads: 1).Faults));
        _files.Open("n").Dispose();
        Assert.Contains(
            "together leave no valid pixel at 8 x 8", Assert.Throws<InputException>(() => _files.Open("n", 8)).Message);
    }

    [Theory]
    [InlineData("""{}""", 8192, 9500, "95 % of the values in depth_zbuffer are unknown (8192 and more)")]
    [InlineData("""{}""", 0, 2000, "of the values in depth_zbuffer are 0. If 0 means unknown")]
    [InlineData("""{}""", 3, 8, "Half of the known values in depth_zbuffer are below 0.063 m, if depth.scale is 1.")]
    [InlineData("""{ "depth": { "scale": 100 } }""", 3, 8, null)]
    [InlineData("""{ "depth": { "unknown": [0] } }""", 0, 2000, null)]
    [InlineData("""{ "depth": { "scale": 0.125, "unknownFrom": 65535 } }""", 8192, 9500, null)]
    [InlineData("""{}""", 800, 3000, null)]
    public void ADepthThatLooksLikeAnotherUnitIsDoubted(string description, int low, int high, string? doubt)
    {
        for (var view = 0; view < 12; view++)
        {
            var depth = new PngImage(16, 16, 1, 16);
            for (var i = 0; i < 256; i++)
            {
                depth.Samples[i] = (ushort)(i % 20 == 0 ? Math.Min(low, 1500) : low + (i * (high - low) / 256));
            }

            _files.Write("depth_zbuffer", TinySet.Name(view / 6), view % 6, depth);
        }

        File.WriteAllText(Path.Combine(_files.Root, "dataset.json"), description);
        var inspection = Inspect();

        Assert.Empty(inspection.Faults);
        if (doubt is null)
        {
            Assert.DoesNotContain(inspection.Notes, note => note.Contains("state depth") || note.Contains("list it"));
        }
        else
        {
            Assert.Contains(inspection.Notes, note => note.Contains(doubt));
        }
    }

    [Fact]
    public void AMapOfWhichLessThanHalfIsValidIsNoted()
    {
        var mask = new PngImage(16, 16, 1, 8);
        mask.Samples.AsSpan(0, 100).Fill(255);
        for (var view = 0; view < 6; view++)
        {
            _files.Write("mask", "b", view, mask);
        }

        Assert.Contains(
            "In normal less than half of the pixels are valid in 1 of 2 buildings: b (39.1 %).", Inspect().Notes);
    }

    private DatasetInspection Inspect() => DatasetInspection.Inspect(_files.Root, 16, threads: 1);
}

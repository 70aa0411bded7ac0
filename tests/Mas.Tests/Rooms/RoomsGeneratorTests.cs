using System.Security.Cryptography;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Rooms;
using Mas.Rooms.Parts;
using Mas.Rooms.Rendering;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Rooms;

public sealed class RoomsGeneratorTests : IDisposable
{
    private static readonly RoomsOptions Small = new()
    {
        Buildings = 3,
        ImageSize = 16,
        MinimumViews = 3,
        MaximumViews = 9,
        Threads = 2,
    };

    private readonly string _root = Directory.CreateTempSubdirectory("mas-rooms-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TheSameOptionsGiveTheSameBytesForAnyNumberOfThreads()
    {
        RoomsGenerator.Write(Folder("one"), Small with { Threads = 1 });
        RoomsGenerator.Write(Folder("two"), Small with { Threads = 2 });
        RoomsGenerator.Write(Folder("other"), Small with { Seed = 1 });
        Assert.Equal(Hashes("one"), Hashes("two"));
        Assert.NotEqual(Hashes("one"), Hashes("other"));
    }

    [Fact]
    public void EveryViewHasAllMapsInTaskonomysFormats()
    {
        RoomsGenerator.Write(Folder("set"), Small);
        var pictures = Directory.GetFiles(Folder("set/rgb"), "*.png", SearchOption.AllDirectories);
        Assert.InRange(pictures.Length, 9, 27);
        foreach (var picture in pictures)
        {
            foreach (var folder in ViewMaps.Folders)
            {
                var file = picture.Replace("/rgb/", $"/{folder}/").Replace("_rgb.", $"_{folder}.");
                var map = PngCodec.Read(file, PngReading.Stored);
                Assert.Equal((16, 16), (map.Width, map.Height));
                var isDeep = folder is "depth_zbuffer" or "keypoints2d" or "edge_texture" or "edge_occlusion";
                Assert.Equal(isDeep ? 16 : 8, map.BitDepth);
                var isColour = folder is "rgb" or "normal" or "reshading" or "principal_curvature";
                Assert.Equal(isColour ? 3 : 1, map.Channels);
            }
        }
        var description = DatasetDescription.Read(Folder("set"));
        Assert.Equal(RoomsGenerator.Name, description.Name);
        Assert.Equal(18, description.ClassNames.Count);
        Assert.Equal("wall", description.ClassNames[1]);
    }

    [Fact]
    public void TheConstantsGiveTheTrainingViewsMeanZeroAndSpreadOne()
    {
        RoomsGenerator.Write(Folder("set"), Small);
        var description = DatasetDescription.Read(Folder("set"));
        var depth = description.NormalisationOf("depth_zbuffer");
        List<double> values = [];
        foreach (var building in Directory.GetDirectories(Folder("set/depth_zbuffer")))
        {
            var names = Directory.GetFiles(building).Select(file =>
                ViewName.TryParse(Path.GetFileName(file), null, out var name) ? name : default).Order().ToArray();
            var splits = description.Split.Assign(Path.GetFileName(building), names);
            foreach (var name in names.Where((_, i) => splits[i] == Split.Train))
            {
                var map = PngCodec.Read(Path.Combine(building, name.FileName("depth_zbuffer")), PngReading.Stored);
                values.AddRange(map.Samples.Where(v => v < GeometryMaps.DepthLimit)
                    .Select(v => (v - depth.Shift[0]) / (double)depth.Scale[0]));
            }
        }
        Assert.Equal(0, values.Average(), 1e-4);
        Assert.Equal(1, Math.Sqrt(values.Average(v => v * v)), 1e-4);
    }

    [Fact]
    public void BuildingsDifferInRoomsColoursAndNumberOfViews()
    {
        var buildings = Enumerable.Range(0, 12).Select(i => PlannedBuilding.Plan(i, new RoomsOptions())).ToArray();
        var counts = buildings.Select(b => b.Views(new()).Count()).ToArray();
        Assert.All(counts, count => Assert.InRange(count, 24, 96));
        Assert.True(counts.Distinct().Count() > 6);
        Assert.Equal(12, buildings.Select(b => (b.Scene.Style.Width, b.Scene.Style.TanHalfView)).Distinct().Count());
        Assert.True(buildings.Select(b => b.Scene.Rooms.Count).Distinct().Count() > 1);
    }

    [Fact]
    public void EveryKindOfThingIsSeen()
    {
        HashSet<ObjectClass> seen = [];
        for (var i = 0; i < 6; i++)
        {
            var building = PlannedBuilding.Plan(i, new RoomsOptions { MinimumViews = 24, MaximumViews = 24 });
            foreach (var (_, viewpoint, _) in building.Views(new()))
            {
                var samples = new Renderer(building.Scene, new Canvas(24)).Trace(viewpoint.Camera);
                seen.UnionWith(samples.Select(sample => sample.Part?.Kind ?? ObjectClass.Window));
            }
        }
        Assert.Equal(Enum.GetValues<ObjectClass>().Length, seen.Count);
    }

    [Fact]
    public void CamerasStandClearOfEverything()
    {
        var building = PlannedBuilding.Plan(1, new RoomsOptions());
        foreach (var (_, viewpoint, _) in building.Views(new()))
        {
            Assert.False(building.Scene.World.IsNear(viewpoint.Camera.Place, 0.2));
            Assert.Contains(building.Scene.Rooms, room =>
                room.Floor.Contains(viewpoint.Camera.Place.X, viewpoint.Camera.Place.Y));
        }
    }

    [Fact]
    public void WorkThatIsStoppedLeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            RoomsGenerator.Write(Folder("set"), Small, _ => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void AFolderInUseIsRefused()
    {
        Directory.CreateDirectory(Folder("set"));
        File.WriteAllText(Folder("set/mine.txt"), "");
        var error = Assert.Throws<InputException>(() => RoomsGenerator.Write(Folder("set"), Small));
        Assert.Contains("already exists", error.Message);
    }

    [Fact]
    public void AllOptionsOutOfRangeAreNamedAtOnce()
    {
        var error = Assert.Throws<InputException>(() =>
            new RoomsOptions { Buildings = 0, ImageSize = 8, MaximumViews = 3 }.Validate());
        Assert.Contains("buildings is 0", error.Message);
        Assert.Contains("image size is 8", error.Message);
        Assert.Contains("largest number of views is 3; expected a whole number, 24 to 10000.", error.Message);
    }

    private string Folder(string name) => Path.Combine(_root, name);

    private string[] Hashes(string name) =>
    [
        .. Directory.GetFiles(Folder(name), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(Folder(name), file)
                + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
    ];
}

using Mas.Device.Work;
using Mas.Tests.Federation;

namespace Mas.Tests.Device.Work;

public sealed class OwnViewsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OwnViewsTests()
    {
        foreach (var map in new[] { "rgb", "normal", "keypoints2d" })
        {
            var place = Path.Combine(_folder.Path, map, "castle");
            Directory.CreateDirectory(place);
            File.WriteAllBytes(Path.Combine(place, $"point_0_view_0_domain_{map}.png"), []);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhereLabelsComeFromIsWhatTheDataSayOfTheTasksThatAreLearned()
    {
        File.WriteAllText(
            Path.Combine(_folder.Path, "dataset.json"), """{ "labels": { "normal": "lidar", "edge_texture": "filter" } }""");

        var own = OwnViews.Find(_folder.Path, null, null);

        Assert.Equal("nka", string.Concat(own.Tasks.Select(task => task.Mark)));
        Assert.Equal(new Dictionary<string, string> { ["n"] = "lidar" }, own.Labels);
    }

    [Fact]
    public void DataThatSayNothingOfTheirLabelsStateNone() => Assert.Null(OwnViews.Find(_folder.Path, null, null).Labels);
}

using Mas.Device.Work;
using Mas.Learning.Examples;
using Mas.Tests.Federation;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Device.Work;

public sealed class DeviceDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DeviceDataTests()
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

        using var data = Look();

        Assert.Equal("nka", string.Concat(data.Tasks.Select(task => task.Mark)));
        Assert.Equal(new Dictionary<string, string> { ["n"] = "lidar" }, data.Labels);
    }

    [Fact]
    public void DataThatSayNothingOfTheirLabelsStateNone()
    {
        using var data = Look();

        Assert.Null(data.Labels);
    }

    [Theory]
    [InlineData(1, 1, 12)]
    [InlineData(64, 32, 3)]
    [InlineData(4096, 4096, 3)]
    public void AnOrderForInputsThatPicturesCannotHaveIsRefusedAndNotTheEndOfTheDevice(int height, int width, int channels)
    {
        using var data = Look();

        var refused = Assert.Throws<InvalidDataException>(() => data.Open(new FieldShape(height, width, channels), null, default));

        Assert.Contains($"({height}, {width}, {channels}); expected square pictures of 8 to 2048 pixels", refused.Message);
    }

    [Fact]
    public void AnOrderMayNameTasksWithoutLabelsHereAsLongAsOneHasThem()
    {
        using var data = Look();

        Assert.Null(data.Fault(TestCatalogue.Learning.TaskSet("ndk")));
        Assert.Equal(
            "The task depth learns the field 'depth_zbuffer'; this device has normal, keypoints2d, rgb.",
            data.Fault(TestCatalogue.Learning.TaskSet("ds")));
    }

    private DeviceData Look() => new(
        TaskonomySource.Instance, new DataRequest { Location = _folder.Path }, TestCatalogue.Learning);
}

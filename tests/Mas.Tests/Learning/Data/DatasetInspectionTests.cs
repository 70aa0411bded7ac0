using Mas.Learning.Data;
using Mas.Learning.Png;
using Mas.Learning.Tasks;

namespace Mas.Tests.Learning.Data;

public sealed class DatasetInspectionTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void EverythingIsCountedAndMeasured()
    {
        DatasetInspection inspection = DatasetInspection.Inspect(_files.Root, threads: 2);

        Assert.Empty(inspection.Faults);
        Assert.Equal("sdnkterca", string.Concat(inspection.Tasks.Select(task => task.Letter)));

        // Three points of two views each: whole points are held out.
        Assert.Equal([new("a", 2, 2, 2), new("b", 2, 2, 2)], inspection.Buildings);
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
        double deviation = Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
        Assert.Equal(deviation, map.Deviation[0], 1e-4);

        DatasetDescription measured = inspection.Measured();
        Assert.Equal((float)values.Average(), measured.NormalisationOf(LearningTask.Find('k')!).Shift[0]);
        Assert.Equal(1000f, measured.NormalisationOf(LearningTask.Find('d')!).Scale[0]);
        Assert.Equal(5, measured.Normalisation.Count);
    }

    [Fact]
    public void FaultsAreListedNotThrown()
    {
        File.Delete(_files.PathOf("normal", "a", 0));
        File.WriteAllText(_files.PathOf("rgb", "b", 0), "no picture");
        PngImage depth = _files.Read("depth_zbuffer", "b", 1);
        depth.Samples.AsSpan().Fill(65535);
        _files.Write("depth_zbuffer", "b", 1, depth);
        DatasetInspection inspection = DatasetInspection.Inspect(_files.Root, threads: 1);
        Assert.Equal(2, inspection.Faults.Count);
        Assert.Equal([(16, 16, 10)], inspection.Sizes);
        Assert.True(inspection.Maps.Single(map => map.Folder == "depth_zbuffer").Maximum[0] < 8192);

        inspection = DatasetInspection.Inspect(Path.Combine(_files.Root, "nowhere"), threads: 1);
        Assert.Contains("does not exist", Assert.Single(inspection.Faults));
    }
}

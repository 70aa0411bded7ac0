using Mas.Engine.Memory;
using Mas.Learning.Examples;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Vision.Taskonomy;

/// <summary>Buildings without maps for a task.</summary>
public sealed class PartialBuildingTests : IDisposable
{
    private readonly TinySet _files = TinySet.Create();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("edge_texture", 't')]
    [InlineData("depth_zbuffer", 'd')]
    [InlineData("segment_semantic", 's')]
    public void ABuildingWithoutMapsIsOpenedWithoutThem(string folder, char letter)
    {
        using var whole = _files.Open();
        Directory.Delete(Path.Combine(_files.Root, folder, "b"), recursive: true);
        using var set = _files.Open();
        using var pool = new TensorPool();
        var others = TinySet.All.Where(task => task.Mark[0] != letter).ToArray();
        IShard building = set.Buildings[1];

        Assert.Equal(9, set.Buildings[0].Targets.Count);
        Assert.Equal(others.Select(task => task.Field), building.Targets.Select(target => target.Name));
        Assert.False(building.Has(folder));
        Assert.Equal((0, building.Count(Split.Train)), (building.Labelled(folder), building.Labelled(others[0].Field)));
        Assert.NotEqual(whole.Digest.Sha256, set.Digest.Sha256);
        Assert.Equal(whole.Digest.Shards[0], set.Digest.Shards[0]);
        using var batch = new Batch(pool, 1, BatchShape.Of(building, others));
        using var expected = new Batch(pool, 1, BatchShape.Of(whole.Buildings[1], others));
        building.Fill(batch, Split.Train, [0]);
        whole.Buildings[1].Fill(expected, Split.Train, [0], flips: []);
        Assert.Equal(expected.Input.Values.ToArray(), batch.Input.Values.ToArray());
        Assert.All(others.Index(), task => Assert.Equal(
            expected.Targets[task.Index].Values.ToArray(), batch.Targets[task.Index].Values.ToArray()));
        using var asked = new Batch(pool, 1, BatchShape.Pictures(TinySet.Size, TinySet.Tasks($"{letter}")));
        Assert.StartsWith(
            $"b was opened without {folder}",
            Assert.Throws<ArgumentException>(() => building.Fill(asked, Split.Train, [0])).Message);
    }

    [Fact]
    public void AFolderWithoutFilesIsOneWithoutMaps()
    {
        Directory.Delete(Path.Combine(_files.Root, "normal", "b"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_files.Root, "normal", "b"));

        using var set = _files.Open("dn");

        Assert.Equal(["depth_zbuffer"], set.Buildings[1].Targets.Select(target => target.Name));
    }

    [Fact]
    public void ADeviceSaysWhichFieldsItsBuildingHas()
    {
        Directory.Delete(Path.Combine(_files.Root, "normal", "b"), recursive: true);
        var request = new DataRequest { Location = _files.Root, Tasks = TinySet.Tasks("dnk") };

        var own = TaskonomySource.Instance.Look(request with { Client = "b" }, CancellationToken.None);
        using var opened = TaskonomySource.Instance.Open(
            request with { Client = "b", Input = FieldShape.Square(TinySet.Size, 3) }, CancellationToken.None);

        Assert.Equal(["depth_zbuffer", "keypoints2d"], own.Fields);
        Assert.Equal(own.Fields, ShardSummary.Of(opened.Shards[0]).Fields);
    }

    [Fact]
    public void AnInspectionCountsTheBuildingsWithMapsForATask()
    {
        Directory.Delete(Path.Combine(_files.Root, "normal", "b"), recursive: true);

        var found = DatasetInspection.Inspect(_files.Root, TinySet.Size, threads: 1);

        Assert.Empty(found.Faults);
        Assert.Equal((1, 2), (found.BuildingsWith(TinySet.Tasks("n")[0]), found.BuildingsWith(TinySet.Tasks("d")[0])));
        Assert.Null(found.Valid[1].Maps["normal"]);
        Assert.DoesNotContain("normal", found.Buildings[1].Fields);
    }
}

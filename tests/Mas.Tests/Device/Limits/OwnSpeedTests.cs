using Mas.Device.Limits;
using Mas.Learning.Catalogues;
using Mas.Learning.Files;
using Mas.Tests.Federation;
using Mas.Tests.Learning;

namespace Mas.Tests.Device.Limits;

public sealed class OwnSpeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheSpeedIsMeasuredOnceForAsManyThreads()
    {
        var measured = Speed(1);
        Assert.True(measured.OperationsPerSecond > 0);

        Assert.Equal(measured, Speed(1));

        Keep(measured with { OperationsPerSecond = 1 });
        Assert.Equal(1, Speed(1).OperationsPerSecond);
        Assert.Equal(2, Speed(2).Threads);
    }

    [Fact]
    public void AFolderThatCameFromAnotherMachineIsMeasuredAnew()
    {
        var measured = Speed(1);
        Keep(measured with { OperationsPerSecond = 1, Machine = "elsewhere" });

        Assert.Equal(measured.Machine, Speed(1).Machine);
        Keep(measured with { OperationsPerSecond = 1, Task = "s" });
        Assert.Equal("d", Speed(1).Task);
        File.WriteAllText(_folder[OwnSpeed.FileName], """{"operationsPerSecond":1,"threads":1}""");
        Assert.Equal(measured.Machine, Speed(1).Machine);
    }

    [Fact]
    public void ADeviceWithoutPicturesIsMeasuredWithRows()
    {
        var measured = OwnSpeed.LoadOrMeasure(
            _folder.Path, [], LearningCatalogue.Standard, 1, TimeProvider.System, default);

        Assert.True(measured.OperationsPerSecond > 0);
        Assert.Equal("rows,", measured.Task);
    }

    public void Dispose() => _folder.Dispose();

    private void Keep(OwnSpeed speed) =>
        DurableFile.WriteJson(_folder[OwnSpeed.FileName], speed, DeviceJson.Default.OwnSpeed);

    private OwnSpeed Speed(int threads) =>
        OwnSpeed.LoadOrMeasure(_folder.Path, TaskSets.Of("dk"), TestCatalogue.Learning, threads, TimeProvider.System, default);
}

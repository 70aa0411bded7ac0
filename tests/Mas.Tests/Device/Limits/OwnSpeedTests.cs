using Mas.Device.Limits;
using Mas.Tests.Federation;

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

        File.WriteAllText(_folder[OwnSpeed.FileName], """{"operationsPerSecond":1,"threads":1}""");
        Assert.Equal(new OwnSpeed(1, 1), Speed(1));
        Assert.Equal(2, Speed(2).Threads);
    }

    public void Dispose() => _folder.Dispose();

    private OwnSpeed Speed(int threads) =>
        OwnSpeed.LoadOrMeasure(_folder.Path, "dk", threads, TimeProvider.System, default);
}

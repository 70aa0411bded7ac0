using Mas.Engine.Parallelism;

namespace Mas.Tests.Engine.Parallelism;

public class CpuClockTests
{
    [Fact]
    public void WorkTakesProcessorTimeOfItsThreadAndProcess()
    {
        var thread = CpuClock.ThreadSeconds;
        var process = CpuClock.ProcessSeconds;
        var sum = 0.0;
        while (CpuClock.ThreadSeconds - thread < 0.05)
        {
            sum += Math.Sqrt(sum + 1);
        }

        Assert.True(sum > 0);
        Assert.True(CpuClock.ProcessSeconds - process > 0.02);
    }

    [Fact]
    public void AnotherThreadsWorkIsNotCounted()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        var before = CpuClock.ThreadSeconds;
        var other = new Thread(WorkTakesProcessorTimeOfItsThreadAndProcess);
        other.Start();
        other.Join();
        Assert.InRange(CpuClock.ThreadSeconds - before, 0, 0.04);
    }
}

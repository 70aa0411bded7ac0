using Mas.Tests.Federation.Runs;
using Xunit.Abstractions;

namespace Mas.Tests.Cli;

/// <summary>
/// A bad day of a fleet in minutes: of 50 devices with 25 kills or more, of two for each kill otherwise. Four devices lie,
/// the server is killed, the database is away and then another one, the disk is full. What must hold: no honest process
/// ends, no acknowledged update is lost, the run ends, and the audit trail tells of it.
/// </summary>
[Trait("Kind", "Process")]
[Trait("Kind", "Chaos")]
[Collection(ProcessCollection.Name)]
public class FleetDayTests(TinyRuns runs, ITestOutputHelper output)
{
    private const int Fleet = 50;
    private const int DevicesPerKill = 2;

    [ChaosFact]
    public async Task LiarsAndBadLuckEndNoHonestDeviceAndLoseNoUpdate()
    {
        var devices = Math.Min(Fleet, DevicesPerKill * ChaosFactAttribute.Kills);
        using var day = new FleetDay(runs, devices, output.WriteLine);
        await day.Serve();
        await day.Admit();
        await day.Submit();

        Func<Task>[] mishaps =
        [
            day.DatabaseAway, day.DiskFull, day.WrongDatabase, day.DatabaseAway, () => Task.CompletedTask,
        ];
        foreach (var mishap in mishaps)
        {
            await day.Round();
            await mishap();
            await day.Round();
            day.Kill();
            await day.Serve();
        }

        await day.End();

        day.AssertHonestProcessesLive();
        day.AssertNoAcknowledgedUpdateIsLost();
        await day.AssertAudited();
    }
}

using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Agent;

/// <summary>
/// The program as it is published, native or trimmed. Its vectors must be as wide as those of the simulation, which
/// <c>.ci/device</c> sees to.
/// </summary>
[Trait("Kind", "Published")]
[Collection(ProcessCollection.Name)]
public class PublishedDeviceTests(TinyRuns runs)
{
    [PublishedFact]
    public void DevicesOfOneFileGiveTheBitsOfASimulation()
    {
        var program = PublishedFactAttribute.Program!;
        var fleet = new ProcessFleet(runs, "published-fleet") { DeviceProgram = program };
        using var server = fleet.StartServer();
        using var devices = fleet.StartDevices();
        fleet.Submit(server);

        fleet.WaitForTheEnd(server);

        fleet.AssertSimulated();
    }

    [PublishedFact]
    public void OneFileIsTheWholeProgram() =>
        Assert.Equal(
            PublishedFactAttribute.Program,
            Directory.GetFiles(Path.GetDirectoryName(PublishedFactAttribute.Program)!).Single());
}

using System.Text.Json.Nodes;
using Mas.Commands;
using Mas.Server.Storage;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A submission that was cancelled and its run are cancelled together, however the server dies: neither comes back at the
/// next start. The server as a process.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class ACancelledRunStaysCancelled(TinyRuns runs)
{
    [Fact]
    public void KilledAtOnceAndKilledBetweenTheTwoWrites()
    {
        var fleet = new ProcessFleet(runs, "cancelled-and-killed");
        using (var server = fleet.StartServer())
        {
            using var devices = fleet.HostDevices();
            fleet.Submit(server);
            Assert.True(server.Until(() => fleet.Journal.Contains("round-finished", StringComparison.Ordinal)));

            Assert.Equal(ExitCode.Done, fleet.Operator("cancel", "t1").Code);
            server.Kill();
        }

        AssertCancelled(fleet);

        // As a server before this one left it, that wrote twice.
        using (var database = new FleetStore(fleet.Folder).Open())
        {
            database.Runs.ExecuteUpdate(set => set
                .SetProperty(run => run.Outcome, (QueueState?)null).SetProperty(run => run.EndedAt, (long?)null));
        }

        AssertCancelled(fleet);
    }

    private static void AssertCancelled(ProcessFleet fleet)
    {
        using var server = fleet.StartServer();
        CommandRun? status = null;
        Assert.True(server.Until(() => (status = fleet.Operator("status", "--json")).Code == ExitCode.Done));
        var told = JsonNode.Parse(status!.Out)!;

        Assert.Equal("cancelled", (string?)told["submissions"]![0]!["state"], ignoreCase: true);
        Assert.Equal("cancelled", (string?)told["runs"]![0]!["state"], ignoreCase: true);
        server.Interrupt();
        Assert.Equal(ExitCode.Done, server.End().Code);
    }
}

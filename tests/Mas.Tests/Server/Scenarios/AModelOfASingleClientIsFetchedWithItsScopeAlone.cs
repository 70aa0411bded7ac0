using System.Text.Json.Nodes;
using Mas.Cli.Fleets;
using Mas.Cli.Parsing;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Queue;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A run that trained every client for itself, and who wants its models.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class AModelOfASingleClientIsFetchedWithItsScopeAlone(TinyRuns runs)
{
    [Fact]
    public async Task ReadingIsNotEnoughForStandaloneAndIsForACohort()
    {
        var folder = runs["single"];
        using var stop = new CancellationTokenSource();
        await using var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = folder,
                Queue = new QueueTerms { Window = TimeSpan.Zero, Devices = 2, Defaults = Fleets.Tiny },
            },
            TimeProvider.System);
        var devices = Agents.Work(runs, folder, server.Address, "dk", stop.Token);
        using var reader = Operator("ann", OperatorScope.Read, OperatorScope.Submit);
        using var trusted = Operator("bob", OperatorScope.Read, OperatorScope.Submit, OperatorScope.Single);
        await trusted.Submit(
            new SubmissionDocument { Tasks = "dk", Recipe = new JsonObject { ["method"] = "standalone" } }, Patience.End);
        await reader.Submit(new SubmissionDocument { Tasks = "dk" }, Patience.End);
        await server.Fleet.Until(
            status => status.State("t1") == QueueState.Done && status.State("t2") == QueueState.Done);

        var refused = await Assert.ThrowsAsync<InputException>(
            () => reader.Fetch("t1", Path.Combine(folder, "refused"), Patience.End));
        Assert.Contains("is made of fewer clients' updates than 2. The key of ann lacks the scope single.", refused.Message);
        Assert.False(Directory.Exists(Path.Combine(folder, "refused")));
        Assert.NotEmpty(await trusted.Fetch("t1", Path.Combine(folder, "single"), Patience.End));
        Assert.NotEmpty(await reader.Fetch("t2", Path.Combine(folder, "together"), Patience.End));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);

        OperatorConnection Operator(string name, params OperatorScope[] scopes) => new(new ServerAccess(
            server.Address, ServerTrust.OfSystem, FleetOwner.Key(folder, name, scopes)));
    }
}

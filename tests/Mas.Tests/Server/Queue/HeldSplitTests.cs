using System.Text.Json.Nodes;
using Mas.Federation.Journals;
using Mas.Learning;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Scenarios;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>Devices that train, and an operator who is asked.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class HeldSplitTests(TinyRuns runs)
{
    private static readonly SubmissionDocument Held = new() { Tasks = "dkn", Hold = true };

    [Fact]
    public async Task AHeldSplitOutlivesARestartAndIsTrainedAsTheOperatorSays()
    {
        var folder = runs["held-split"];
        var port = ProcessFleet.FreePort();
        using var stop = new CancellationTokenSource();
        Task devices;
        await using (var server = await Fleets.Start(folder, port, devices: 2))
        {
            devices = Agents.Work(runs, folder, server.Address, "dkn", stop.Token);
            await server.Fleet.Submit(Held, "ann");
            var held = await server.Fleet.Until(status => status.State("t1") == QueueState.Held);
            var split = held.Runs[0].Split!;

            Assert.Equal(["d", "k", "n"], split.Tasks);
            Assert.Equal(3, split.Affinity.Length);
            Assert.Equal(2, split.Groups.Count);
            Assert.NotNull(split.RunnerUp);
            Assert.True(split.Margin >= 0);
            Assert.Null(split.ApprovedBy);
            Assert.Contains("n is missing", await Fault(() => server.Fleet.Approve("r1", "d|k", "bob")));
            Assert.Equal("There is no run r7.", await Fault(() => server.Fleet.Approve("r7", null, "bob")));
        }

        await using var again = await Fleets.Start(folder, port, devices: 2);
        Assert.Equal(QueueState.Held, again.Fleet.Status().State("t1"));
        await again.Fleet.Approve("r1", "n|k|d", "bob");
        Assert.Contains("not held", await Fault(() => again.Fleet.Approve("r1", null, "bob")));
        var done = await again.Fleet.Until(status => status.State("t1") is QueueState.Done or QueueState.Failed);

        Assert.Equal(QueueState.Done, done.State("t1"));
        Assert.True(done.Runs[0].Split!.Overridden);
        Assert.Equal(["d", "k", "n"], done.Submissions[0].Losses.Keys.Order());
        var history = RunHistory.Read(Path.Combine(done.Runs[0].Folder, Journal.FileName));
        Assert.Equal([["d"], ["k"], ["n"]], history.Split!.Groups);
        Assert.Equal(("bob", SplitChosen.Override), (history.Split.ApprovedBy, history.Split.Choice));
        Assert.Single(history.Events.OfType<SplitHeld>());
        Assert.Equal(["d", "k", "n"], again.Fleet.Models("t1").Models.Select(model => model.Model.Name).Order());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);
    }

    [Fact]
    public async Task ASplitApprovedAsItIsEndsWithTheBitsOfOneNeverHeld()
    {
        var folder = runs["approved-split"];
        using var stop = new CancellationTokenSource();
        await using var server = await Fleets.Start(folder, devices: 2);
        var devices = Agents.Work(runs, folder, server.Address, "dkn", stop.Token);
        await server.Fleet.Submit(Held, "ann");
        await server.Fleet.Submit(Held with { Hold = false, Recipe = new JsonObject { ["evaluateEvery"] = 4 } }, "ann");
        var held = await server.Fleet.Until(status => status.State("t1") == QueueState.Held);
        await server.Fleet.Approve(held.Submissions.Single(each => each.Id == "t1").Run!, null, "bob");
        await server.Fleet.Until(
            status => status.State("t1") == QueueState.Done && status.State("t2") == QueueState.Done);

        Assert.Equal(
            server.Fleet.Models("t1").Models.Select(model => model.Model),
            server.Fleet.Models("t2").Models.Select(model => model.Model));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);
    }

    private static async Task<string> Fault(Func<Task> act) => (await Assert.ThrowsAsync<InputException>(act)).Message;
}

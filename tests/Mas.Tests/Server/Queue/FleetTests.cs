using System.Text.Json.Nodes;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Tests.Federation;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>A queue whose device has joined and never answers.</summary>
public sealed class FleetTests : IDisposable
{
    private static readonly SubmissionDocument First = new() { Tasks = "dk" };
    private static readonly JsonObject Other = new() { ["seed"] = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhereNobodyCanTakePartTheOperatorReadsWhy()
    {
        await using var server = await Fleets.Start(_folder.Path, devices: 2);
        var id = await server.Fleet.Submit(First, "ann");
        Assert.Equal("Waiting for 2 devices; none has joined.", Why(server, id));

        using var castle = await Join(server, "castle", "dk");
        using var cottage = await Join(server, "cottage", "s");

        Assert.Equal(
            "Waiting for 2 devices with maps for dk; 1 can take part. cottage has no maps for dk.", Why(server, id));
        using var barn = await Join(server, "barn", "skd");
        await server.Fleet.Until(status => status.State(id) == QueueState.Training);
    }

    [Fact]
    public async Task WhatWaitsForAPlaceIsMergedWithoutWhatWasCancelled()
    {
        await using var server = await Fleets.Start(_folder.Path, runs: 1);
        using var device = await Join(server, "castle", "sdnkt");
        var fleet = server.Fleet;
        await fleet.Submit(First, "ann");
        await fleet.Until(status => status.State("t1") == QueueState.Training);
        await fleet.Submit(new SubmissionDocument { Tasks = "s", Recipe = Other }, "ann");
        await fleet.Submit(new SubmissionDocument { Tasks = "n", Recipe = Other }, "bob");
        await fleet.Submit(new SubmissionDocument { Tasks = "st", Recipe = Other, Priority = 20 }, "bob");
        Assert.Equal("Waiting for a free run slot (limit 1).", Why(server, "t2"));

        await fleet.Cancel("t3", "bob");
        await fleet.Cancel("t1", "ann");
        var status = await fleet.Until(
            status => status.State("t4") == QueueState.Training && status.Runs[0].State == QueueState.Cancelled);

        Assert.Equal(QueueState.Cancelled, status.State("t3"));
        Assert.Equal(["t2", "t4"], status.Runs[1].Submissions);
        Assert.Equal("st", status.Runs[1].Tasks);
        Assert.True(Directory.Exists(status.Runs[0].Folder));
        Assert.Equal("t1 has ended already: cancelled.", (await Assert.ThrowsAsync<InputException>(() => fleet.Cancel("t1", "ann"))).Message);
        Assert.Equal("There is no submission t9.", (await Assert.ThrowsAsync<InputException>(() => fleet.Cancel("t9", "ann"))).Message);
    }

    [Fact]
    public async Task AHeldQueueMergesAllThatWasSubmittedHoweverLongThatTook()
    {
        await using var server = await Fleets.Start(_folder.Path, held: true);
        using var device = await Join(server, "castle", "sdnkt");
        var fleet = server.Fleet;
        await fleet.Submit(First, "ann");

        // Its deadline is seen where a run would begin too.
        await fleet.Submit(First with { Deadline = DateTimeOffset.UtcNow.AddMilliseconds(50) }, "ann");
        await fleet.Until(status => status.State("t2") == QueueState.Failed);
        Assert.Equal(QueueState.Waiting, fleet.Status().State("t1"));
        await fleet.Submit(new SubmissionDocument { Tasks = "s" }, "ann");
        fleet.BeginRuns();

        var status = await fleet.Until(now => now.Runs.Count > 0);
        Assert.Equal(["t1", "t3"], status.Runs.Single().Submissions);
    }

    [Fact]
    public async Task RunsTrainBesideEachOtherAndGoOnAfterARestart()
    {
        await using (var server = await Fleets.Start(_folder.Path))
        {
            using var device = await Join(server, "castle", "sdnkt");
            await server.Fleet.Submit(First, "ann");
            await server.Fleet.Submit(new SubmissionDocument { Tasks = "sn", Recipe = Other }, "ann");
            await server.Fleet.Submit(new SubmissionDocument { Tasks = "t", Recipe = new JsonObject { ["seed"] = 2 } }, "ann");
            await server.Fleet.Until(status => status.Runs.Count == 2);
        }

        await using var again = await Fleets.Start(_folder.Path);
        var status = again.Fleet.Status();

        Assert.Equal(["r1", "r2"], status.Runs.Select(run => run.Id));
        Assert.All(status.Runs, run => Assert.Equal(QueueState.Training, run.State));
        Assert.Equal(QueueState.Waiting, status.State("t3"));
        await again.Fleet.Cancel("t2", "ann");
        await again.Fleet.Until(status => status.Runs[1].State == QueueState.Cancelled);
    }

    [Fact]
    public async Task ARunThatFailsSaysWhyAndTheServerLivesOn()
    {
        await using var server = await Fleets.Start(
            _folder.Path, orders: new OrderTerms { Deadline = TimeSpan.FromMilliseconds(20) });
        using var device = await Join(server, "castle", "sdnkt");
        await server.Fleet.Submit(First, "ann");

        var status = await server.Fleet.Until(status => status.State("t1") == QueueState.Failed);

        Assert.Equal(
            "No device has answered an evaluation. Client castle: Its device did not answer in time.",
            status.Submissions[0].Why);
        Assert.Equal(status.Submissions[0].Why, status.Runs[0].Fault);
        await server.Fleet.Submit(First, "ann");
        await server.Fleet.Until(status => status.State("t2") == QueueState.Failed);
        Assert.True(server.Fleet.Status().Devices[0].Lost > 0);
    }

    [Fact]
    public async Task ARunThatFailedIsTakenUpAgainWhereAnOperatorSaysSo()
    {
        await using (var server = await Fleets.Start(
            _folder.Path, orders: new OrderTerms { Deadline = TimeSpan.FromMilliseconds(20) }))
        {
            using var device = await Join(server, "castle", "sdnkt");
            await server.Fleet.Submit(First, "ann");
            await server.Fleet.Until(status => status.State("t1") == QueueState.Failed);
        }

        await using var again = await Fleets.Start(_folder.Path);
        await again.Fleet.Retry("r1", "ann");

        Assert.Equal((QueueState.Training, null), (again.Fleet.Status().State("t1"), again.Fleet.Status().Runs[0].Fault));
        var training = await Assert.ThrowsAsync<InputException>(() => again.Fleet.Retry("r1", "ann"));
        Assert.Equal("r1 has not failed, so there is nothing to retry.", training.Message);
        var unknown = await Assert.ThrowsAsync<InputException>(() => again.Fleet.Retry("r9", "ann"));
        Assert.Equal("There is no run r9.", unknown.Message);
    }

    [Fact]
    public async Task WhatHasNotEndedByItsDeadlineFails()
    {
        await using var server = await Fleets.Start(_folder.Path);
        await server.Fleet.Submit(First with { Deadline = DateTimeOffset.UtcNow.AddMilliseconds(300) }, "ann");

        var status = await server.Fleet.Until(status => status.State("t1") == QueueState.Failed);

        Assert.Equal("Its deadline passed before it was done.", status.Submissions[0].Why);
    }

    [Fact]
    public async Task ABudgetThatNothingMeetsFailsBeforeARunBegins()
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var device = await Join(server, "castle", "sdnkt");
        await server.Fleet.Submit(First with { Budget = 0.01 }, "ann");

        var status = await server.Fleet.Until(status => status.State("t1") == QueueState.Failed);

        Assert.Contains("--budget 0.01 is too small", status.Submissions[0].Why);
        Assert.Empty(status.Runs);
    }

    [Fact]
    public async Task EveryFaultOfASubmissionIsToldAtOnce()
    {
        await using var server = await Fleets.Start(_folder.Path);
        var fault = await Assert.ThrowsAsync<InputException>(() => server.Fleet.Submit(
            new SubmissionDocument
            {
                Tasks = "sx",
                Priority = 101,
                Deadline = DateTimeOffset.UnixEpoch,
                Budget = -1,
                Hold = true,
                Wanted = new Dictionary<string, double> { ["d"] = 1 },
                Labels = new Dictionary<string, string> { ["d"] = "human", ["s"] = "two words" },
                Recipe = new JsonObject { ["method"] = "all-in-one" },
            },
            "ann"));

        string[] expected =
        [
            "where 'x' is not a task", "--priority is 101; expected a whole number, 1 to 100.", "has passed already",
            "--budget is -1; expected", "--budget is for merge-and-split", "--hold is for merge-and-split",
            "--wanted: d is not one of the tasks", "--labels: d is not one of the tasks",
            "--labels s must name a source: 1 to 64",
        ];
        Assert.All(expected, sentence => Assert.Contains(sentence, fault.Message));
        Assert.Empty(server.Fleet.Status().Submissions);
    }

    [Fact]
    public async Task LossesAreOfMarksThoughTheTasksAreWrittenByIds()
    {
        await using var server = await Fleets.Start(_folder.Path);
        var asked = new SubmissionDocument { Tasks = "depth-zbuffer,k" };

        var fault = await Assert.ThrowsAsync<InputException>(() => server.Fleet.Submit(
            asked with { LeaveAt = new Dictionary<string, double> { ["depth-zbuffer"] = 1 } }, "ann"));
        await server.Fleet.Submit(asked with { LeaveAt = new Dictionary<string, double> { ["d"] = 1 } }, "ann");

        Assert.Equal("--leave-at: depth-zbuffer is not one of the tasks dk.", fault.Message);
        Assert.Equal(1, Assert.Single(server.Fleet.Status().Submissions).LeaveAt!["d"]);
    }

    [Fact]
    public async Task AFaultThatTwoFindIsToldOnce()
    {
        await using var server = await Fleets.Start(_folder.Path);

        var fault = await Assert.ThrowsAsync<InputException>(
            () => server.Fleet.Submit(new SubmissionDocument { Tasks = "sd", Budget = -1 }, "ann"));

        Assert.Equal(
            "--budget is -1; expected a number, above 0.", fault.Message);
    }

    private static string? Why(FleetServer server, string id) =>
        server.Fleet.Status().Submissions.Single(submission => submission.Id == id).Why;

    private async Task<SignedClient> Join(FleetServer server, string client, string tasks)
    {
        var device = new SignedClient(server.Address);
        var token = FleetOwner.Token(_folder.Path, client);
        Assert.Equal((204, ""), await device.Join(token, client, tasks));
        return device;
    }
}

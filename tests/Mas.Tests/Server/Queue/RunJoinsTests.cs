using System.Text.Json.Nodes;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Policy;
using Mas.Server.Queue;
using Mas.Server.Storage;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Scenarios;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>Submissions that join a run that devices train, held against simulations in which their tasks arrive.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class RunJoinsTests(TinyRuns runs) : IDisposable
{
    private const int Rounds = 10;
    private const int Split = 4;

    private static readonly SubmissionDocument Begins = new() { Tasks = "dk" };
    private static readonly SubmissionDocument Joins = new() { Tasks = "n", Join = "r1" };

    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Theory]
    [InlineData("before-split", 1)]
    [InlineData("after-split", Split + 1)]
    public async Task ARunThatIsJoinedEndsWithTheBitsOfASimulation(string name, int round)
    {
        await using var server = await Start(runs[name]);
        SubmitAt(server.Fleet, round, Joins);
        var devices = Work(name, server);
        await server.Fleet.Submit(Begins, "ann");

        var done = await server.Fleet.Until(status => IsOver(status, "t2"));

        Assert.Equal((QueueState.Done, QueueState.Done), (done.State("t1"), done.State("t2")));
        var joined = done.Submissions[1];
        Assert.Equal(("r1", round > Split), (joined.Run, joined.JoinedAfter > Split));
        Assert.Equal(("dkn", "t1,t2"), (done.Runs.Single().Tasks, string.Join(',', done.Runs[0].Submissions)));
        Assert.Equal(["n"], joined.Losses.Keys);
        AssertSimulated(done, $"n@{joined.JoinedAfter}", "dkn");
        var history = RunHistory.Read(Path.Combine(done.Runs[0].Folder, Journal.FileName));
        var told = history.Joined.Single();
        Assert.Equal(("n", joined.JoinedAfter, 4), (told.Task, told.Round, told.Clients));
        Assert.Equal(round > Split ? 1 : 0, history.Placed.Count);
        Assert.Equal(round > Split ? ["d", "k"] : ["d", "k", "n"], history.Measured!.Tasks);
        Assert.Empty(history.Resumptions);
        Assert.All(history.Stages, stage => Assert.Equal(stage.LastRound, stage.Rounds[^1].Round));
        Assert.Contains(
            "joined the run after round", await File.ReadAllTextAsync(Path.Combine(done.Runs[0].Folder, "report.html")),
            StringComparison.Ordinal);
        Assert.Contains("n", server.Fleet.Models("t2").Models.Single().Model.Tasks, StringComparison.Ordinal);
        await End(devices);
    }

    [Fact]
    public async Task TwoJoinARunOneAfterTheOther()
    {
        await using var server = await Start(runs["two-join"]);
        SubmitAt(server.Fleet, 1, Joins);
        SubmitAt(server.Fleet, Split + 1, Joins with
        {
            Tasks = "st",
            LeaveAt = new Dictionary<string, double> { ["s"] = 1000 },
        });
        var devices = Work("two-join", server);
        await server.Fleet.Submit(Begins with { LeaveAt = new Dictionary<string, double> { ["k"] = 1000 } }, "ann");

        var done = await server.Fleet.Until(status => IsOver(status, "t3"));

        Assert.Equal(QueueState.Done, done.State("t3"));
        var (second, third) = (done.Submissions[1].JoinedAfter, done.Submissions[2].JoinedAfter);
        AssertSimulated(done, $"n@{second},s@{third},t@{third}", "dknst", "k=1000,s=1000");
        var history = RunHistory.Read(Path.Combine(done.Runs[0].Folder, Journal.FileName));
        Assert.True(history.ServersOf("k").Single().KeptRound < Rounds, "k trained to the end");
        Assert.Equal(new Dictionary<string, double> { ["s"] = 1000 }, done.Submissions[2].LeaveAt);
        await End(devices);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AServerThatIsKilledBetweenTheStepsOfJoiningGoesOnToTheSameBits(int steps)
    {
        var (name, port) = ($"killed-while-joining-{steps}", ProcessFleet.FreePort());
        Task devices;
        await using (var server = await Start(runs[name], port))
        {
            devices = Work(name, server);
            await server.Fleet.Submit(Begins, "ann");
            await server.Fleet.Until(status => status.Runs.Count > 0 && status.Runs[0].Round > 1);
        }

        // The submission is there; it is the run's; the run's folder has its task.
        var folder = Path.Combine(runs[name], "runs", "r1");
        var round = RunHistory.Read(Path.Combine(folder, Journal.FileName)).Stages
            .SelectMany(stage => stage.Rounds).Max(finished => finished.Round) + 1;
        using (var database = new FleetStore(runs[name]).Open())
        {
            var first = database.Submissions.Single();
            database.Submissions.Add(Waiting(first, steps > 0 ? round : null));
            database.SaveChanges();
        }

        if (steps > 1)
        {
            using var opened = RunFolder.Open(folder, TestCatalogue.Learning);
            opened.TakeJoined(Recipes.Join(opened.Options, "n", round, new Dictionary<string, double>()));
        }

        await using var again = await Start(runs[name], port);
        var done = await again.Fleet.Until(status => IsOver(status, "t2"));

        Assert.Equal(QueueState.Done, done.State("t2"));
        var joined = done.Submissions[1].JoinedAfter!.Value;
        Assert.True(steps == 0 ? joined >= round : joined == round, $"joined after {joined}, killed before {round}");
        AssertSimulated(done, $"n@{joined}", "dkn");
        await End(devices);
    }

    [Fact]
    public async Task ASubmissionThatComesTooLateIsToldSo()
    {
        await using var server = await Start(runs["late"]);
        var fleet = server.Fleet;
        var late = new TaskCompletionSource<string>();
        fleet.Journaled += (_, happened) =>
        {
            if (happened is RoundFinished { Round: > Rounds - 2 })
            {
                late.TrySetResult(Fault(fleet, Joins));
            }
        };
        var devices = Work("late", server);
        await fleet.Submit(Begins, "ann");

        Assert.Matches(
            @"^r1 has trained \d+ of 10 rounds; a task that joins needs 3 more\.$", await late.Task.WaitAsync(Patience.End));
        await fleet.Until(status => IsOver(status, "t1"));
        Assert.Equal("r1 has ended, so nothing can join it.", Fault(fleet, Joins));
        await End(devices);
    }

    [Fact]
    public async Task WhatCannotJoinARunIsToldWhy()
    {
        await using var server = await Start(runs["cannot-join"], devices: 1);
        var fleet = server.Fleet;
        using var device = new SignedClient(server.Address);
        Assert.Equal((204, ""), await device.Join(FleetOwner.Token(runs["cannot-join"], "castle"), "castle", "dkn"));
        await fleet.Submit(
            Begins with { Recipe = new JsonObject { ["clientsPerRound"] = 1 } }, "ann");
        await fleet.Submit(Begins with { Recipe = new JsonObject { ["method"] = "one-by-one" } }, "ann");
        await fleet.Until(status => status.Runs.Count == 2);

        Assert.Equal("There is no run r9.", Fault(fleet, Joins with { Join = "r9" }));
        Assert.Equal("No device of r1 has maps to train st on.", Fault(fleet, Joins with { Tasks = "snt" }));
        Assert.Equal(
            "r2 trains by one-by-one; tasks can only join a run of merge-and-split.",
            Fault(fleet, Joins with { Join = "r2" }));
        Assert.Equal(
            "--budget cannot be combined with --join: r1 already has a number of groups.", Fault(fleet, Joins with { Budget = 0.5 }));
        Assert.Equal(
            "recipe.rounds differs from that of r1, 10; leave rounds out.",
            Fault(fleet, Joins with { Recipe = new JsonObject { ["groups"] = 2, ["rounds"] = 20 } }));
        Assert.Equal(
            "--leave-at: r1 already trains d, and decides when it leaves.",
            Fault(fleet, Joins with { LeaveAt = new Dictionary<string, double> { ["d"] = 1 } }));
        Assert.Equal(
            "Labels of d come from any source in r1, not from human alone.",
            Fault(fleet, Joins with { Tasks = "dn", Labels = new Dictionary<string, string> { ["d"] = "human" } }));
        Assert.Equal(
            "castle takes part in r1 and could not train these tasks. Labels of n are to come from human, and the device does "
                + "not say from where.",
            Fault(fleet, Joins with { Labels = new Dictionary<string, string> { ["n"] = "human" } }));
        Assert.Contains("--tasks is empty", Fault(fleet, Joins with { Tasks = "" }), StringComparison.Ordinal);
        Assert.Contains("where 'q' is not a task", Fault(fleet, Joins with { Tasks = "q" }), StringComparison.Ordinal);
        Assert.Equal(2, fleet.Status().Submissions.Count);
    }

    private static bool IsOver(FleetStatus status, string id) =>
        status.Submissions.Any(each => each.Id == id && each.State is QueueState.Done or QueueState.Failed);

    private static string Fault(Fleet fleet, SubmissionDocument asked) =>
        Assert.Throws<InputException>(() => fleet.Submit(asked, "ann").GetAwaiter().GetResult()).Message;

    // As soon as a round is over, and before the next one is.
    private static void SubmitAt(Fleet fleet, int round, SubmissionDocument asked)
    {
        var submitted = 0;
        fleet.Journaled += (_, happened) =>
        {
            if (happened is RoundFinished finished && finished.Round >= round && Interlocked.Exchange(ref submitted, 1) == 0)
            {
                fleet.Submit(asked, "ann").GetAwaiter().GetResult();
            }
        };
    }

    private static SubmissionRow Waiting(SubmissionRow first, int? joinedAfter) => new()
    {
        Id = "t2",
        Number = 2,
        Tasks = "n",
        Priority = first.Priority,
        Deadline = null,
        Budget = null,
        Wanted = null,
        Labels = null,
        Hold = false,
        Recipe = first.Recipe,
        By = "bob",
        SubmittedAt = first.SubmittedAt,
        Join = "r1",
        Run = joinedAfter is null ? null : "r1",
        JoinedAfter = joinedAfter,
    };

    private RunOptions Options(string name) => runs.Options(name) with
    {
        Rounds = Rounds,
        MergeRounds = Split,
        ProbeRounds = 2,
        EvaluateEvery = 5,
    };

    private Task<FleetServer> Start(string folder, int port = 0, int devices = 4) => FleetServer.Start(
        new FleetOptions
        {
            Directory = folder,
            Port = port,
            Queue = new QueueTerms
            {
                Window = TimeSpan.Zero,
                Devices = devices,
                Defaults = Options("server") with { Data = null, Out = null },
                Policy = new FleetPolicy { SmallestCohort = 1 },
            },
        },
        TimeProvider.System);

    private Task Work(string name, FleetServer server) =>
        Agents.Work(runs, runs[name], server.Address, "dknst", _stop.Token, count: 4);

    private async Task End(Task devices)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);
    }

    private void AssertSimulated(FleetStatus done, string arrivals, string tasks, string? leaveAt = null)
    {
        var run = done.Runs.Single();
        var name = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(run.Folder)));
        var simulated = TinyRuns.Start(Options($"{name}-simulated") with
        {
            Tasks = tasks,
            Arrivals = arrivals,
            LeaveAt = leaveAt,
        });
        var result = ResultFile.Read(Path.Combine(run.Folder, ResultFile.FileName));
        Assert.Equal(simulated.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(simulated.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(simulated.InitialTestLoss.PerTask, result.InitialTestLoss.PerTask);
        Assert.Equal(simulated.ConstantTestLoss!.PerTask, result.ConstantTestLoss!.PerTask);
        Assert.Equal(simulated.Labels!.ByTask, result.Labels!.ByTask);
    }
}

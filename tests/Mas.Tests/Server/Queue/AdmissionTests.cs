using System.Security.Cryptography;
using Mas.Server;
using Mas.Server.Audit;
using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Learning;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Tests.Server.Queue;

/// <summary>Who takes part in a run, by what devices state of themselves.</summary>
public sealed class AdmissionTests : IDisposable
{
    private static readonly SubmissionDocument Asked = new() { Tasks = "dk" };

    private static readonly StatementDocument Able = new()
    {
        MemoryBytes = 4L << 30,
        Cores = 2,
        OperationsPerSecond = 1e10,
        OnBattery = false,
        Metered = true,
        SecondsADay = 0,
        JoulesADay = 0,
        BytesADay = 0,
        Rests = null,
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<StatementDocument, string> Lacking => new()
    {
        { Able with { MemoryBytes = 1_000_000 }, "of memory, and the device has 1.00 MB." },
        { Able with { OperationsPerSecond = 1000 }, "of time, and the deadline is 10 min." },
        { Able with { OperationsPerSecond = 1e8, SecondsADay = 0.1 }, "of time, and the device gives per day 0.1 s." },
        { Able with { JoulesADay = 0.001 }, "of energy, and the device gives per day 0 J." },
        { Able with { BytesADay = 1000 }, "of traffic, and the device gives per day 1.00 kB." },
    };

    [Fact]
    public async Task OfOneThatMayNotJoinNothingIsKept()
    {
        await using var server = await Fleets.Start(_folder.Path);
        var devices = await DeviceBook.Load(
            server.Store, new AuditTrail(server.Store, _folder.Path, TimeProvider.System), TimeProvider.System);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (id, known) = (DeviceId.Of(key), key.ExportSubjectPublicKeyInfo());
        var join = new JoinDocument
        {
            Token = "join-0",
            PublicKey = Convert.ToBase64String(known),
            Client = "castle",
            Fields = TaskSets.Fields("dk"),
            TrainingViews = 1,
            ValidationViews = 0,
            TestViews = 0,
            Statement = Able,
        };

        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => devices.Join(join, known, "192.0.2.1"))).Status);

        Assert.Null(devices.Statement(new DeviceRow
        {
            Id = id,
            Client = "castle",
            PublicKey = known,
            Tasks = "dk",
            TrainingViews = 1,
            ValidationViews = 0,
            TestViews = 0,
        }));
    }

    [Theory]
    [MemberData(nameof(Lacking))]
    public async Task WhoHasTooLittleIsLeftOutAndBothSidesReadWhy(StatementDocument said, string expected)
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var weak = await Join(server, "castle", said);
        var id = await server.Fleet.Submit(Asked, "ann");

        var status = await server.Fleet.Until(now => now.Devices[0].Why is not null);

        Assert.StartsWith("Left out. An order of dk takes ", status.Devices[0].Why);
        Assert.EndsWith(expected, status.Devices[0].Why);
        Assert.StartsWith(
            "Waiting for 1 device with maps for dk; 0 can take part. castle is left out. An order of dk takes ", Why(server, id));
        Assert.Equal(status.Devices[0].Why, await Told(weak));

        using var strong = await Join(server, "cottage", Able);
        status = await server.Fleet.Until(now => now.State(id) == QueueState.Training);
        Assert.Equal(["cottage"], (await server.Store.Participants("r1")).Select(row => row.Client));
        Assert.Null(status.Devices[1].Why);
        Assert.Equal(Able, status.Devices[1].Statement);
    }

    [Fact]
    public async Task WhoseLabelsComeFromElsewhereIsLeftOut()
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var silent = await Join(server, "castle", null);
        using var other = await Join(server, "cottage", Labelled("teacher"));
        var id = await server.Fleet.Submit(Asked with { Labels = Labelled("human").Labels }, "ann");

        var status = await server.Fleet.Until(now => now.Devices.All(device => device.Why is not null));

        Assert.Equal(
            [
                "Left out. Labels of k are to come from human, and the device does not say from where.",
                "Left out. Labels of k are to come from human, and the device has them from teacher.",
            ],
            status.Devices.Select(device => device.Why));
        Assert.Contains("cottage is left out. Labels of k are to come from human", Why(server, id));
        Assert.Equal(status.Devices[1].Why, await Told(other));
        Assert.Equal("human", status.Submissions[0].Labels!["k"]);

        using var right = await Join(server, "tower", Labelled("human"));
        await server.Fleet.Until(now => now.State(id) == QueueState.Training);
        Assert.Equal(["tower"], (await server.Store.Participants("r1")).Select(row => row.Client));
    }

    [Fact]
    public async Task DevicesWithLabelsOfSomeTasksTakePartOnceEveryTaskHasOne()
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var depth = await Join(server, "castle", null, "dn");
        using var other = await Join(server, "cottage", null, "n");
        var id = await server.Fleet.Submit(Asked, "ann");

        Assert.Equal(
            "Waiting for 1 device with maps for dk; 1 can take part, none of which has maps to train k on. "
            + "cottage has no maps for dk.",
            Why(server, id));

        using var keypoints = await Join(server, "tower", null, "k");
        await server.Fleet.Until(now => now.State(id) == QueueState.Training);
        Assert.Equal(
            [("castle", "depth_zbuffer normal"), ("tower", "keypoints2d")],
            (await server.Store.Participants("r1")).Select(row => (row.Client, row.Fields!)));
    }

    [Fact]
    public async Task WhereLabelsOfATaskAreToComeFromDoesNotMatterToADeviceThatHasNone()
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var depth = await Join(server, "castle", null, "d");
        using var human = await Join(server, "tower", Labelled("human"), "k");
        var id = await server.Fleet.Submit(Asked with { Labels = Labelled("human").Labels }, "ann");

        await server.Fleet.Until(now => now.State(id) == QueueState.Training);

        Assert.Equal(["castle", "tower"], (await server.Store.Participants("r1")).Select(row => row.Client));
    }

    [Fact]
    public async Task WhatIsToBeLearnedFromDifferentLabelsIsTwoRunsBesideEachOther()
    {
        await using var server = await Fleets.Start(_folder.Path);
        string[] asked =
        [
            await server.Fleet.Submit(Asked with { Labels = Labelled("human").Labels }, "ann"),
            await server.Fleet.Submit(Asked, "ann"),
            await server.Fleet.Submit(Asked with { Labels = Labelled("teacher").Labels }, "bob"),
        ];
        using var castle = await Join(server, "castle", Labelled("human"));
        using var cottage = await Join(server, "cottage", Labelled("teacher"));

        var status = await server.Fleet.Until(now => asked.All(id => now.State(id) == QueueState.Training));

        Assert.Equal(["t1 t2", "t3"], status.Runs.Select(run => string.Join(' ', run.Submissions)).Order());
        Assert.Equal(["castle"], (await server.Store.Participants(status.Submissions[0].Run!)).Select(row => row.Client));
        Assert.Equal(["cottage"], (await server.Store.Participants(status.Submissions[2].Run!)).Select(row => row.Client));
    }

    [Fact]
    public async Task ADeviceThatStatesNothingOrHasEnoughTakesPart()
    {
        await using var server = await Fleets.Start(_folder.Path, devices: 2);
        using var silent = await Join(server, "castle", null);
        using var able = await Join(server, "cottage", Able);
        var id = await server.Fleet.Submit(Asked, "ann");

        var status = await server.Fleet.Until(now => now.State(id) == QueueState.Training);

        Assert.Equal(["castle", "cottage"], (await server.Store.Participants("r1")).Select(row => row.Client));
        Assert.All(status.Devices, device => Assert.Null(device.Why));
        Assert.Null(await Told(silent));
    }

    [Fact]
    public async Task WhoRestsIsWaitedForAndWhatWasStatedOutlivesTheServer()
    {
        await using (var server = await Fleets.Start(_folder.Path))
        {
            using var device = await Join(server, "castle", Able with { Rests = "The lid is closed." });
            var id = await server.Fleet.Submit(Asked, "ann");

            Assert.Contains("castle is paused: The lid is closed.", Why(server, id));
            Assert.Equal("Paused: The lid is closed.", server.Fleet.Status().Devices[0].Why);
        }

        await using var again = await Fleets.Start(_folder.Path);
        Assert.Equal("Paused: The lid is closed.", again.Fleet.Status().Devices[0].Why);
        Assert.Equal(QueueState.Waiting, again.Fleet.Status().State("t1"));
    }

    [Fact]
    public async Task WhoTakesOrdersAgainIsAskedAtOnce()
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var device = await Join(server, "castle", Able with { Rests = "The lid is closed." });
        var id = await server.Fleet.Submit(Asked, "ann");

        Assert.Equal((204, ""), await device.Send(HttpMethod.Put, Paths.Statement, Able.ToBytes()));

        await server.Fleet.Until(now => now.State(id) == QueueState.Training);
    }

    [Fact]
    public async Task AStatementThatLiesIsRefused()
    {
        await using var server = await Fleets.Start(_folder.Path);
        using var device = await Join(server, "castle", Able);
        (StatementDocument Said, string Expected)[] lies =
        [
            (Able with { MemoryBytes = 0 }, "memoryBytes"), (Able with { Cores = 0 }, "cores"),
            (Able with { OperationsPerSecond = double.NaN }, "operationsPerSecond"),
            (Able with { SecondsADay = -1 }, "secondsADay"), (Able with { JoulesADay = double.PositiveInfinity }, "joulesADay"),
            (Able with { BytesADay = -1 }, "bytesADay"), (Able with { Rests = "\u001b[2J" }, "rests"),
            (Labelled("two words"), "labels"), (Labelled("human", "z!"), "labels"),
        ];
        foreach (var (said, expected) in lies)
        {
            var (status, sentence) = await device.Send(HttpMethod.Put, Paths.Statement, said.ToBytes());
            Assert.Equal(400, status);
            Assert.Contains(expected, sentence);
        }

        Assert.Equal(Able, server.Fleet.Status().Devices[0].Statement);
    }

    public void Dispose() => _folder.Dispose();

    private static StatementDocument Labelled(string source, string task = "k") =>
        Able with { Labels = new Dictionary<string, string> { [task] = source } };

    private static string? Why(FleetServer server, string id) =>
        server.Fleet.Status().Submissions.Single(submission => submission.Id == id).Why;

    /// <summary>What a device is told when it polls and there is no order.</summary>
    private static async Task<string?> Told(SignedClient device) =>
        await device.Header(HttpMethod.Get, Paths.Orders + "?wait=0", Protocol.LeftOutHeader);

    private async Task<SignedClient> Join(
        FleetServer server, string client, StatementDocument? said, string tasks = "dk")
    {
        var device = new SignedClient(server.Address);
        var token = FleetOwner.Token(_folder.Path, client);
        Assert.Equal((204, ""), await device.Join(token, client, tasks, statement: said));
        return device;
    }
}

using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Reports.Views;
using Mas.Server;
using Mas.Server.Policy;
using Mas.Server.Queue;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server;
using Mas.Tests.Server.Scenarios;
using Mas.Wire.Documents;

namespace Mas.Tests.Cli;

/// <summary>Server and devices as real processes.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class FleetCommandTests(TinyRuns runs)
{
    [Fact]
    public void SetsSubmittedApartEndAsOneRunWithTheBitsOfASimulation()
    {
        var fleet = new ProcessFleet(runs, "fleet");

        var ended = MasProcess.Run(fleet.Command("d,k"));

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        fleet.AssertSimulated();
        Assert.Empty(RunHistory.Read(fleet.JournalPath).Warnings);
        Assert.Equal(
            runs.Undisturbed.Cost.BytesUp,
            ResultFile.Read(Path.Combine(fleet.Options.Out!, "t1", ResultFile.FileName)).Cost.BytesUp);
        Assert.All(
            ViewFiles.Read(RunFolder.Look(Path.GetDirectoryName(fleet.JournalPath)!, TestCatalogue.Learning)).SelectMany(view => view.Maps),
            map => Assert.NotNull(map.Truth));
        Assert.True(Directory.Exists(RunFolder.Look(Path.GetDirectoryName(fleet.JournalPath)!, TestCatalogue.Learning).ViewsPath));
        Assert.False(fleet.Holds("updates"));
        Assert.False(fleet.Holds("models"));
        Assert.True(File.Exists(Path.Combine(fleet.Options.Out!, "t1", "d.safetensors")));
        Assert.True(File.Exists(Path.Combine(fleet.Options.Out!, "t2", "k.safetensors")));
        Assert.False(File.Exists(Path.Combine(fleet.Options.Out!, "t1", "k.safetensors")));
    }

    [Fact]
    public void DevicesWithoutSomeLabelsEndWithTheBitsOfASimulation()
    {
        var data = PartialRooms.Write(runs["fleet-partial-rooms"]);
        var simulated = TinyRuns.Start(PartialRooms.Of(runs.Options("partial-simulation"), data));
        var fleet = new ProcessFleet(runs, "partial-fleet", options => PartialRooms.Of(options, data));

        var ended = MasProcess.Run(fleet.Command(PartialRooms.Tasks));

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        fleet.AssertSimulated(simulated);
        var result = ResultFile.Read(Path.Combine(fleet.Options.Out!, "t1", ResultFile.FileName));
        Assert.Equal((6, 4), (result.Labels!.Clients, result.Labels.ByTask["n"]));
        Assert.Single(RunHistory.Read(fleet.JournalPath).Warnings);
    }

    [Fact]
    public void ATableIsTrainedByAFleetOfProcessesWithTheBitsOfASimulation()
    {
        using var table = new TableFleet();
        var simulated = table.Simulate();

        var ended = MasProcess.Run(
            "fleet", "--fleet", table["fleet"], "--devices", "4", "--table", table.Joined, "--client", "station", "--targets",
            "level:regression,alarm:class", "--split-by", "week", "--encoder", "mlp-quarter", "--groups", "2", "--rounds", "4",
            "--merge-rounds", "2", "--clients-per-round", "3", "--evaluate-every", "2");

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        Assert.Equal(simulated.ModelSha256.OrderBy(model => model.Key), table.Result.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(simulated.TestLoss.PerTask, table.Result.TestLoss.PerTask);
        Assert.True(File.Exists(table["fleet/fetched/t1/alarm.safetensors"]), string.Join('\n', Directory.GetFiles(table["fleet/fetched/t1"])));
    }

    [Theory]
    [InlineData("fleet --table rows.csv --client station --targets level", "--targets is 'level'; expected COLUMN:regression, ")]
    [InlineData("fleet --table rows.csv --client station --targets level:class --tasks d", "--tasks is for pictures in Taskonomy's layout")]
    [InlineData("serve --source table --client station --targets level", "--targets is 'level'; expected COLUMN:regression, ")]
    [InlineData("serve --client station --targets level:class", "--client is 'station'; expected nothing, as --source is 'rooms'")]
    [InlineData("serve --cache packed", "'--cache' is not an option of 'mas serve'")]
    [InlineData("device --server http://localhost:1 --data rows.csv --client station", "--client is for data with columns; expected --source")]
    [InlineData("device --server http://localhost:1 --data rows.csv --source table", "rows.csv cannot be read")]
    public void WhatDoesNotFitATableOnAFleetIsASentence(string line, string expected)
    {
        var run = CommandRun.Of(line.Split(' '));

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task AFleetKilledWhileItSubmittedSubmitsTheRestAndMergesAll()
    {
        var fleet = new ProcessFleet(runs, "half-submitted-fleet");
        await using (var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = fleet.Folder,
                Queue = new QueueTerms
                {
                    BeginsHeld = true,
                    Defaults = fleet.Options,
                    Policy = new FleetPolicy { SmallestCohort = 1 },
                },
            },
            TimeProvider.System))
        {
            await server.Fleet.Submit(new SubmissionDocument { Tasks = "d" }, "mas fleet");
        }

        var ended = MasProcess.Run(fleet.Command("d,k"));

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        fleet.AssertSimulated();
        Assert.True(File.Exists(Path.Combine(fleet.Options.Out!, "t2", "k.safetensors")));
    }

    [Fact]
    public void InterruptedAFleetGoesOnAndEndsWithTheSameBits()
    {
        var fleet = new ProcessFleet(runs, "interrupted-fleet");
        var command = fleet.Command("dk");
        using var process = MasProcess.Start(command);
        Assert.True(process.Until(() => fleet.Journal.Contains("round-finished", StringComparison.Ordinal)));
        process.Interrupt();
        var interrupted = process.End();

        Assert.Equal(ExitCode.Interrupted, interrupted.Code);
        Assert.Contains($"mas {string.Join(' ', command)}", interrupted.Error);
        Assert.Equal(ExitCode.Done, MasProcess.Run(command).Code);
        fleet.AssertSimulated();
    }

    [Fact]
    public void KilledAFleetGoesOnAtOnceThoughItsDevicesAreStillEnding()
    {
        var fleet = new ProcessFleet(runs, "killed-fleet");
        var command = fleet.Command("dk");
        using (var process = MasProcess.Start(command))
        {
            Assert.True(process.Until(() => fleet.Journal.Contains("round-finished", StringComparison.Ordinal)));
            process.Kill();
        }

        var again = MasProcess.Run(command);

        Assert.True(again.Code == ExitCode.Done, again.Error);
        fleet.AssertSimulated();
    }

    [Fact]
    public void AFleetWhoseDevicesAllEndSaysSoAndEnds()
    {
        var fleet = new ProcessFleet(runs, "lonely-fleet", options => options with { Rounds = 40, MergeRounds = 39 });
        using var process = MasProcess.Start(fleet.Command("dk"));
        Assert.True(process.Until(() => fleet.Journal.Contains("stage-started", StringComparison.Ordinal)));
        Assert.Equal(4, process.KillChildren());
        var ended = process.End();

        Assert.Equal(ExitCode.Failed, ended.Code);
        Assert.Contains("All devices have exited", ended.Error);
    }

    [Fact]
    public void KilledAServerGoesOnByItselfAndEndsWithTheSameBits()
    {
        var fleet = new ProcessFleet(runs, "killed-server");
        using var devices = fleet.HostDevices();
        Func<bool>[] moments =
        [
            () => fleet.Operator("submit", "--tasks", "dk").Code == ExitCode.Done,
            () => fleet.Holds("models"), () => fleet.Holds("updates"),
            () => fleet.Journal.Contains("round-finished", StringComparison.Ordinal),
        ];
        foreach (var moment in moments)
        {
            using var killed = fleet.StartServer();
            Assert.True(killed.Until(moment));
            killed.Kill();
        }

        fleet.ServeToTheEnd();

        fleet.AssertSimulated();
    }

    [Fact]
    public void KilledWhileASubmissionJoinsAServerGoesOnToTheBitsOfASimulation()
    {
        var fleet = new ProcessFleet(
            runs, "killed-while-joining", options => options with { Tasks = "dkn", Rounds = 20, MergeRounds = 4 });
        using var devices = fleet.StartDevices();
        Func<bool>[] moments =
        [
            () => fleet.Operator("submit", "--tasks", "dk").Code == ExitCode.Done,
            () => fleet.Journal.Contains("round-finished", StringComparison.Ordinal),
            () => fleet.Operator("submit", "--tasks", "n", "--join", "r1").Code == ExitCode.Done,
            () => fleet.Journal.Contains("task-joined", StringComparison.Ordinal),
        ];
        foreach (var moment in moments)
        {
            using var killed = fleet.StartServer();
            Assert.True(killed.Until(moment));
            killed.Kill();
        }

        fleet.ServeToTheEnd();

        using var folder = RunFolder.Look(Path.GetDirectoryName(fleet.JournalPath)!, TestCatalogue.Learning);
        Assert.Matches(@"^n@\d+$", folder.Options.Arrivals);
        var simulated = TinyRuns.Start(fleet.Options with
        {
            Arrivals = folder.Options.Arrivals,
            Out = runs["killed-while-joining-simulated"],
        });
        Assert.Equal(
            simulated.ModelSha256.OrderBy(model => model.Key),
            ResultFile.Read(folder.ResultPath).ModelSha256.OrderBy(model => model.Key));
    }

    [Fact]
    public void ADeviceThatIsKilledIsLeftOutAndTheRunGoesOn()
    {
        var fleet = new ProcessFleet(runs, "killed-device", options => options with
        {
            ClientsPerRound = 4,
            Rounds = 40,
            MergeRounds = 39,
        });
        using var server = fleet.StartServer("--lease=5", "--deadline=15");
        using var devices = fleet.StartDevices();
        fleet.Submit(server);
        Assert.True(server.Until(() => fleet.Journal.Contains("round-finished", StringComparison.Ordinal)));
        devices.Processes[0].Kill();
        Assert.True(server.Until(() => fleet.Journal.Contains("did not answer", StringComparison.Ordinal)));
        devices.Processes[1].Interrupt();

        Assert.Equal(ExitCode.Interrupted, devices.Processes[1].End().Code);
        Assert.Equal(ExitCode.Done, fleet.Operator("cancel", "t1").Code);
        Assert.Contains("cancelled", fleet.Operator("status").Out);
        server.Interrupt();
        Assert.Equal(ExitCode.Done, server.End().Code);
    }

    [Fact]
    public void ADeviceThatMayNotJoinSaysWhy()
    {
        var folder = runs["refused-device"];
        var ended = CommandRun.Of(
            "device", "--server", "http://example.org", "--data", runs.Data, "--folder", folder);
        var nowhere = CommandRun.Of(
            "device", "--server", "http://localhost:1", "--data", runs.Data, "--folder", folder);

        Assert.Equal(ExitCode.BadInput, ended.Code);
        Assert.Contains("use an https address", ended.Error);
        Assert.Equal(ExitCode.BadInput, nowhere.Code);
        Assert.Contains("name this device's with --building", nowhere.Error);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void ADeviceWhoseNameCannotBeUsedEndsBeforeAnythingIsSentOrWritten()
    {
        var (data, folder) = (runs["misnamed-data"], runs["misnamed-device"]);
        foreach (var map in new[] { "rgb", "depth_euclidean" })
        {
            Directory.CreateDirectory(Path.Combine(data, map, "a,b"));
            File.WriteAllText(Path.Combine(data, map, "a,b", $"point_0_view_0_domain_{map}.png"), "");
        }

        // Nothing listens there: it would ask again and again.
        var ended = CommandRun.Of(
            "device", "--server", "http://localhost:1", "--data", data, "--folder", folder, "--token", "join-1");

        Assert.Equal(
            (ExitCode.BadInput,
                "--building: client is 'a,b'; expected 1 to 128 letters, digits, spaces, - _ . ( ), no dot first."),
            (ended.Code, ended.Error.Trim()));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task ADeviceThatIsNotTakenEndsAsNoStartWouldMendIt()
    {
        await using var server = await FleetServer.Start(
            new FleetOptions { Directory = runs["strict-fleet"] }, TimeProvider.System);
        string[] device =
        [
            "device", "--server", server.Address.ToString(), "--data", runs.Data, "--building",
            Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).First()),
            "--folder", runs["stranger"],
        ];

        using var other = new SignedClient(server.Address);
        await other.Join(Token(), device[6]);
        var taken = CommandRun.Of([.. device, "--token", Token()]);
        var wrong = CommandRun.Of([.. device, "--token", "join-1"]);
        var none = CommandRun.Of(device);

        Assert.Equal((ExitCode.BadInput, "The client has a device already."), (taken.Code, taken.Error.Trim()));
        Assert.Equal((ExitCode.BadInput, "The token is not known, or it has expired."), (wrong.Code, wrong.Error.Trim()));
        Assert.Equal(
            (ExitCode.BadInput, "The device has not joined. Give --token, made by mas token, or set MAS_TOKEN."),
            (none.Code, none.Error.Trim()));

        string Token() => FleetOwner.Token(runs["strict-fleet"], device[6]);
    }
}

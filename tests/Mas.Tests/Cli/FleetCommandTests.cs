using System.Net;
using System.Net.Sockets;
using Mas.Cli;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary>Server and devices as real processes.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class FleetCommandTests(TinyRuns runs)
{
    [Fact]
    public void SetsSubmittedApartEndAsOneRunWithTheBitsOfASimulation()
    {
        var options = runs.Options("fleet");
        var fleet = runs["fleet-folder"];

        var ended = MasProcess.Run(Fleet(options, fleet, "d,k"));

        Assert.True(ended.Code == ExitCode.Done, ended.Error);
        AssertSimulated(options);
        Assert.Empty(RunHistory.Read(JournalPath(fleet)).Warnings);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fleet, "updates")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fleet, "models")));
        Assert.True(File.Exists(Path.Combine(options.Out!, "t1", "d.safetensors")));
        Assert.True(File.Exists(Path.Combine(options.Out!, "t2", "k.safetensors")));
        Assert.False(File.Exists(Path.Combine(options.Out!, "t1", "k.safetensors")));
    }

    [Fact]
    public void InterruptedAFleetGoesOnAndEndsWithTheSameBits()
    {
        var options = runs.Options("interrupted-fleet");
        var fleet = runs["interrupted-fleet-folder"];
        string[] command = Fleet(options, fleet, "dk");
        using var process = MasProcess.Start(command);
        Assert.True(process.Until(() => Journal(fleet).Contains("round-finished", StringComparison.Ordinal)));
        process.Interrupt();
        var interrupted = process.End();

        Assert.Equal(ExitCode.Interrupted, interrupted.Code);
        Assert.Contains($"mas {string.Join(' ', command)}", interrupted.Error);
        Assert.Equal(ExitCode.Done, MasProcess.Run(command).Code);
        AssertSimulated(options);
    }

    [Fact]
    public void AFleetWhoseDevicesAllEndSaysSoAndEnds()
    {
        var options = runs.Options("lonely-fleet") with { Rounds = 40, MergeRounds = 39 };
        var fleet = runs["lonely-fleet-folder"];
        using var process = MasProcess.Start(Fleet(options, fleet, "dk"));
        Assert.True(process.Until(() => Journal(fleet).Contains("stage-started", StringComparison.Ordinal)));
        process.KillChildren();
        var ended = process.End();

        Assert.Equal(ExitCode.Failed, ended.Code);
        Assert.Contains("All devices have ended", ended.Error);
    }

    [Fact]
    public void KilledAServerGoesOnByItselfAndEndsWithTheSameBits()
    {
        var options = runs.Options("killed-server");
        var (fleet, port) = (runs["killed-server-folder"], FreePort());
        using var devices = new Devices(runs.Data, fleet, port);
        string[] door = Door(fleet, port);
        Func<bool>[] moments =
        [
            () => MasProcess.Run(["submit", "--tasks", "dk", .. door]).Code == ExitCode.Done,
            () => Holds(fleet, "models"), () => Holds(fleet, "updates"),
            () => Journal(fleet).Contains("round-finished", StringComparison.Ordinal),
        ];
        foreach (var moment in moments)
        {
            using var killed = MasProcess.Start(Serve(options, fleet, port));
            Assert.True(killed.Until(moment));
            killed.Kill();
        }

        using var server = MasProcess.Start(Serve(options, fleet, port));
        string[] fetch = ["fetch", "t1", "--out", Path.Combine(options.Out!, "t1"), .. door];
        Assert.True(server.Until(() => MasProcess.Run(fetch).Code == ExitCode.Done));
        server.Interrupt();

        Assert.Equal(ExitCode.Done, server.End().Code);
        AssertSimulated(options);
    }

    [Fact]
    public void ADeviceThatIsKilledIsLeftOutAndTheRunGoesOn()
    {
        var options = runs.Options("killed-device") with { ClientsPerRound = 4, Rounds = 40, MergeRounds = 39 };
        var (fleet, port) = (runs["killed-device-folder"], FreePort());
        using var server = MasProcess.Start(Serve(options, fleet, port));
        using var devices = new Devices(runs.Data, fleet, port);
        string[] door = Door(fleet, port);
        Assert.True(server.Until(
            () => MasProcess.Run(["submit", "--tasks", "dk", .. door]).Code == ExitCode.Done));
        Assert.True(server.Until(() => Journal(fleet).Contains("round-finished", StringComparison.Ordinal)));
        devices.Processes[0].Kill();
        Assert.True(server.Until(() => Journal(fleet).Contains("did not answer", StringComparison.Ordinal)));
        devices.Processes[1].Interrupt();

        Assert.Equal(ExitCode.Interrupted, devices.Processes[1].End().Code);
        Assert.Equal(ExitCode.Done, MasProcess.Run(["cancel", "t1", .. door]).Code);
        Assert.Contains("cancelled", MasProcess.Run(["status", .. door]).Out);
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
        Assert.Contains("give an https address", ended.Error);
        Assert.Equal(ExitCode.BadInput, nowhere.Code);
        Assert.Contains("say with --building", nowhere.Error);
        Assert.False(Directory.Exists(folder));
    }

    private static string[] Fleet(RunOptions options, string fleet, string sets) =>
    [
        "fleet", "--fleet", fleet, "--devices", "4", "--tasks", sets, "--out", options.Out!, "--data", options.Data!,
        .. KillTests.Recipe(options),
    ];

    private static string[] Serve(RunOptions options, string fleet, int port) =>
    [
        "serve", "--fleet", fleet, "--devices", "4", "--port", $"{port}", "--lease", "10", "--deadline", "30",
        "--window", "0", .. KillTests.Recipe(options),
    ];

    /// <summary>The options by which an operator speaks to a server.</summary>
    private static string[] Door(string fleet, int port) =>
    [
        "--server", $"http://127.0.0.1:{port}", "--key",
        MasProcess.Run("key", "--fleet", fleet, "--name", "tests", "--scopes", "read,submit").Out.Trim(),
    ];

    /// <summary>Whether a folder has a file: models when orders are out, updates when some are back.</summary>
    private static bool Holds(string fleet, string folder)
    {
        var path = Path.Combine(fleet, folder);
        return Directory.Exists(path) && Directory.EnumerateFiles(path, "*.safetensors").Any();
    }

    private static string JournalPath(string fleet) =>
        Path.Combine(fleet, "runs", "r1", Mas.Federation.Journals.Journal.FileName);

    private static string Journal(string fleet)
    {
        if (!File.Exists(JournalPath(fleet)))
            return "";
        using var reader = new StreamReader(
            new FileStream(JournalPath(fleet), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void AssertSimulated(RunOptions options)
    {
        var result = ResultFile.Read(Path.Combine(options.Out!, "t1", ResultFile.FileName));
        Assert.Equal(
            runs.Undisturbed.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(runs.Undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(runs.Undisturbed.ValidationLoss.PerTask, result.ValidationLoss.PerTask);
        Assert.Equal(runs.Undisturbed.Cost.TrainFlops, result.Cost.TrainFlops);
        Assert.Equal(runs.Undisturbed.Cost.BytesUp, result.Cost.BytesUp);
        Assert.Equal(runs.Undisturbed.Groups, result.Groups);
    }

    /// <summary>A process for every building.</summary>
    private sealed class Devices(string data, string fleet, int port) : IDisposable
    {
        internal MasProcess[] Processes { get; } =
        [
            .. Directory.EnumerateDirectories(Path.Combine(data, "rgb")).Select(building => MasProcess.Start(
                "device", "--server", $"http://127.0.0.1:{port}", "--data", data, "--building",
                Path.GetFileName(building), "--tasks", "dk", "--folder",
                Path.Combine(fleet, Path.GetFileName(building)), "--threads", "1", "--token",
                MasProcess.Run("token", "--fleet", fleet).Out.Trim())),
        ];

        public void Dispose() => Array.ForEach(Processes, process => process.Dispose());
    }
}

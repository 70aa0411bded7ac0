using System.Text.Json;
using Mas.Cli.Showing;
using Mas.Commands;
using Mas.Device;
using Mas.Federation.Runs;
using Mas.Rooms;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Vision.Png;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Queue;

/// <summary>
/// Two clients of whose test views nothing is measured, as devices without a test view and simulated with depth that is
/// known at the border alone: no loss, not a loss of 0.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class UnmeasuredRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["rooms"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASimulationEndsWithoutALoss()
    {
        Draw(views: 8);
        foreach (var path in Directory.EnumerateFiles(
            Path.Combine(Data, "depth_zbuffer"), "*", SearchOption.AllDirectories))
        {
            LeaveTheBorder(path);
        }

        string[] command =
        [
            "run", "--data", Data, "--tasks", "dk", "--rounds", "2", "--method", "all-in-one", "--clients-per-round",
            "2",
            "--batch", "2", "--image-size", "32", "--out", _folder["run"],
        ];

        var shown = CommandRun.Of(command);

        Assert.True(shown.Code == ExitCode.Done, shown.Error);
        Assert.Contains("depth d k – – –", Squeezed(shown.Out));
        Assert.Contains("all tasks – – –", Squeezed(shown.Out));
        Assert.Contains("2D keypoints d k 0.", Squeezed(shown.Out));
        Assert.DoesNotContain("0.000", shown.Out);
        Assert.DoesNotContain("NaN", shown.Out);
        using var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], ResultFile.FileName)));
        AssertNothingOfDepth(result.RootElement);
        Assert.Null(ResultFile.Read(Path.Combine(_folder["run"], ResultFile.FileName)).TestLoss.Total);

        var json = CommandRun.Of([.. command[..^1], _folder["again"], "--json"]);
        using var document = JsonDocument.Parse(json.Out);
        AssertNothingOfDepth(document.RootElement);

        var report = CommandRun.Of("report", _folder["run"]);
        Assert.True(report.Code == ExitCode.Done, report.Error);
        var page = File.ReadAllText(Path.Combine(_folder["run"], "report.html"));
        Assert.Contains("not measured", page);
        Assert.DoesNotContain("NaN", page);
    }

    [Fact]
    public async Task AFleetEndsWithoutALossAndHasNotReachedWhatIsWanted()
    {
        // Buildings of two views are for training only.
        Draw(views: 2);
        using var stop = new CancellationTokenSource();
        await using var server = await Fleets.Start(_folder["fleet"], devices: 2);
        var devices = Work(server.Address, stop.Token);
        await server.Fleet.Submit(
            new SubmissionDocument { Tasks = "dk", Wanted = new Dictionary<string, double> { ["d"] = 0.2 } }, "ann");

        var done = await server.Fleet.Until(status => status.State("t1") is QueueState.Done or QueueState.Failed);

        Assert.Equal(QueueState.Done, done.State("t1"));
        var submission = Assert.Single(done.Submissions);
        Assert.Equal([("d", null), ("k", null)], submission.Losses.Select(loss => (loss.Key, loss.Value)).Order());
        Assert.Contains("\"losses\":{\"d\":null,\"k\":null}", FleetTables.Json(done));
        Assert.Contains(
            "d – (wanted 0.200, not measured), k –",
            Squeezed(FleetTables.Text(new Terminal(TextWriter.Null, TextWriter.Null, Watched: false), done)));
        var result = ResultFile.Read(Path.Combine(done.Runs[0].Folder, ResultFile.FileName));
        Assert.Null(result.TestLoss.Total);
        Assert.Equal([null, null], result.TestLoss.PerTask.Values);
        Assert.Equal([null, null], result.ValidationLoss.PerTask.Values);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => devices);
    }

    private static void AssertNothingOfDepth(JsonElement result)
    {
        foreach (var name in new[] { "testLoss", "initialTestLoss", "validationLoss" })
        {
            var losses = result.GetProperty(name);
            Assert.Equal(JsonValueKind.Null, losses.GetProperty("total").ValueKind);
            Assert.Equal(["d", "k"], losses.GetProperty("perTask").EnumerateObject().Select(task => task.Name));
            Assert.Equal(JsonValueKind.Null, losses.GetProperty("perTask").GetProperty("d").ValueKind);
            Assert.Equal(JsonValueKind.Number, losses.GetProperty("perTask").GetProperty("k").ValueKind);
        }
    }

    private static void LeaveTheBorder(string path)
    {
        var depth = PngCodec.Read(path, PngReading.Stored);
        for (var row = 1; row < depth.Height - 1; row++)
        {
            depth.Samples.AsSpan((row * depth.Width) + 1, depth.Width - 2).Fill(ushort.MaxValue);
        }

        File.WriteAllBytes(path, PngCodec.Encode(depth));
    }

    private void Draw(int views) => RoomsGenerator.Write(
        Data, new RoomsOptions { Buildings = 2, ImageSize = 32, MinimumViews = views, MaximumViews = views });

    /// <summary>The words of a table, with one space between two.</summary>
    private static string Squeezed(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r', '│'], StringSplitOptions.RemoveEmptyEntries));

    private Task Work(Uri server, CancellationToken stop) => Task.WhenAll(
        Directory.EnumerateDirectories(Path.Combine(Data, "rgb")).Order().Select(async building =>
        {
            var name = Path.GetFileName(building);
            using var agent = new DeviceAgent(
                new DeviceOptions
                {
                    Learning = TestCatalogue.Learning,
                    Server = server,
                    Folder = Path.Combine(_folder["fleet"], "devices", name),
                    Data = Data,
                    Building = name,
                    Tasks = "dk",
                    Token = FleetOwner.Token(_folder["fleet"], name),
                    Threads = 1,
                },
                null,
                TimeProvider.System);
            await agent.Run(stop);
        }));
}

using System.Text.Json;
using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Tests.Federation;

namespace Mas.Tests.Cli;

/// <summary>
/// A folder in Taskonomy's layout that other tools wrote (Fixtures/taskonomy/make.py: Pillow, netpbm interlaced, every
/// filter by hand), as it is and with everything that can be wrong with one.
/// </summary>
[Collection(ProcessCollection.Name)]
public sealed class ForeignDataTests : IDisposable
{
    private static readonly string[] _folders = ["rgb", "segment_semantic", "depth_zbuffer", "normal", "keypoints2d"];

    private readonly TemporaryFolder _folder = new();

    public ForeignDataTests()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Fixtures", "taskonomy");
        foreach (var file in Directory.EnumerateFiles(source, "*.png", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Data, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string Data => _folder["data"];

    private string Out => _folder["run"];

    [Fact]
    [Trait("Kind", "Process")]
    public void ARunTrainsOnIt()
    {
        var run = MasProcess.Run(
            [.. Command("--local-epochs", "3", "--rounds", "5", "--merge-rounds", "4", "--groups", "2", "--json")]);

        Assert.True(run.Code == ExitCode.Done, run.Error);
        using var result = JsonDocument.Parse(run.Out);
        Assert.True(Total(result, "testLoss") < 0.95 * Total(result, "initialTestLoss"), "It did not learn.");
        var rounds = RunHistory.Read(Path.Combine(Out, Journal.FileName)).Stage("sdnk")!.Rounds;
        Assert.Equal(4, rounds.Count);
        Assert.All(rounds, round => Assert.Equal(
            ["alba", "brook", "cedar"], round.Clients.Select(client => client.Client)));
        Assert.All(rounds.SelectMany(round => round.Clients), client => Assert.Null(client.Fault));
    }

    [Fact]
    public void AMissingTaskFolderIsNamed()
    {
        Directory.Delete(Path.Combine(Data, "normal"), recursive: true);

        Refused($"The data set '{Data}' has no folder 'normal'");
    }

    [Fact]
    public void ABuildingWithoutPicturesIsNamed()
    {
        Directory.Delete(Path.Combine(Data, "rgb", "brook"), recursive: true);

        Refused("The building 'brook' has no 'rgb' maps");
    }

    [Fact]
    public void AMissingMapOfAViewIsNamed()
    {
        File.Delete(PathOf("depth_zbuffer", "alba", 1));

        Refused("The view 'point_1_view_1' of building 'alba' has no 'depth_zbuffer' map");
    }

    [Fact]
    public void ATruncatedPictureIsNamed()
    {
        var file = PathOf("depth_zbuffer", "cedar", 2);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^40]);

        Refused($"The picture '{file}' is truncated");
    }

    [Fact]
    public void AMapOfAnotherSizeIsNamed()
    {
        var file = PathOf("normal", "alba", 0);
        File.Copy(PathOf("normal", "brook", 0), file, overwrite: true);

        Refused($"'{file}' is 40 x 50, but its picture is 48 x 36.");
    }

    [Fact]
    public void AnEmptyBuildingIsNamed()
    {
        foreach (var folder in _folders)
        {
            Directory.CreateDirectory(Path.Combine(Data, folder, "dune"));
        }

        Refused("The building 'dune' of the data set");
    }

    [Fact]
    public void DamagedViewsAreExcludedOnceThatIsAskedFor()
    {
        var file = PathOf("depth_zbuffer", "cedar", 2);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^40]);
        var description = Path.Combine(Data, "dataset.json");

        var refused = CommandRun.Of("data", "inspect", Data, "--json");
        Assert.Equal(ExitCode.BadInput, refused.Code);
        Assert.Contains($"'mas data inspect {Data} --exclude-damaged' does that.", refused.Faults[^1]);
        Assert.False(File.Exists(description));

        var excluding = CommandRun.Of("data", "inspect", Data, "--exclude-damaged", "--json");
        Assert.True(excluding.Code == ExitCode.Done, excluding.Error);
        Assert.Contains("dataset.json excludes cedar/point_2_view_0.", excluding.Error);
        using var document = JsonDocument.Parse(excluding.Out);
        Assert.Equal(1, document.RootElement.GetProperty("excludedViews").GetInt32());
        Assert.Empty(document.RootElement.GetProperty("faults").EnumerateArray());
        Assert.Equal(
            JsonValueKind.Array, document.RootElement.GetProperty("classes").GetProperty("classes").ValueKind);

        var shown = CommandRun.Of("data", "inspect", Data);
        Assert.Equal(ExitCode.Done, shown.Code);
        Assert.Contains(", 1 excluded", shown.Out);
        Assert.Contains("note: dataset.json excludes 1 view.", shown.Out);
    }

    [Fact]
    public void NothingIsExcludedWhereOtherFaultsWouldRemain()
    {
        File.Delete(PathOf("depth_zbuffer", "alba", 1));
        File.WriteAllText(Path.Combine(Data, "rgb", "alba", "cat.png"), "");

        var run = CommandRun.Of("data", "inspect", Data, "--exclude-damaged");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal("Nothing is excluded: these faults would remain.", run.Faults[^1]);
        Assert.False(File.Exists(Path.Combine(Data, "dataset.json")));
    }

    public void Dispose() => _folder.Dispose();

    private string PathOf(string folder, string building, int view) =>
        Path.Combine(Data, folder, building, $"point_{view}_view_{view % 2}_domain_{folder}.png");

    private string[] Command(params string[] more) =>
    [
        "run", "--data", Data, "--out", Out, "--tasks", "sdnk", "--image-size", "32", "--batch", "2", "--threads", "2",
        "--clients-per-round", "3", "--learning-rate", "0.05", .. more,
    ];

    private static double Total(JsonDocument result, string losses) =>
        result.RootElement.GetProperty(losses).GetProperty("total").GetDouble();

    /// <summary>Checks that the command refuses the data in one sentence and makes no run.</summary>
    private void Refused(string sentence)
    {
        var run = CommandRun.Of(Command());

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.DoesNotContain("round 1", run.Out);
        Assert.Contains(run.Faults, fault => fault.StartsWith(sentence, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Out));
    }
}

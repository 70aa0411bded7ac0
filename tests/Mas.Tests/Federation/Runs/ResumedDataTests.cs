using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Rooms;
using Mas.Vision.Png;

namespace Mas.Tests.Federation.Runs;

/// <summary>A run that is resumed trains on what it began with, wherever that lies now.</summary>
public sealed class ResumedDataTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void ADataSetThatMovedIsNamedAndTheRunEndsWithTheSameBits()
    {
        var options = Begin("moved");
        var moved = runs["moved-elsewhere"];
        Directory.Move(options.Data!, moved);

        var lost = Assert.Throws<InputException>(() => TinyRuns.Resume(options));
        var result = TinyRuns.Resume(options, data: moved);

        Assert.Equal(
            $"The data that the run started with are not in {options.Data}; give the folder that has them with "
            + "--data DIR.",
            lost.Message);
        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
        Assert.Equal(moved, RunFolder.Look(options.Out!, TestCatalogue.Learning).Options.Data);
        TinyRuns.Resume(options);
    }

    [Fact]
    public void ViewsThatWereRemovedAreNoticed()
    {
        var options = Begin("removed");
        var building = Buildings(options)[0];
        var view = Directory.GetFiles(Path.Combine(options.Data!, "rgb", building))[0];
        var name = Path.GetFileName(view)[..^"rgb.png".Length];
        foreach (var file in Directory.GetFiles(options.Data!, name + "*", SearchOption.AllDirectories)
            .Where(file => file.Contains($"/{building}/", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        var refused = Assert.Throws<InputException>(() => TinyRuns.Resume(options));

        Assert.Matches(
            $"^The data in {options.Data} differ from those the run started with: client {building} has [0-9]+ examples "
            + "instead of [0-9]+. Restore them, or give the folder that has them with --data DIR.$", refused.Message);
        Assert.Null(RunHistory.Read(Path.Combine(options.Out!, Journal.FileName)).Finished);
    }

    [Fact]
    public void ADepthMapThatWasReplacedIsNoticedByEverythingThatReadsTheRunsOwnData()
    {
        var options = Begin("replaced");
        var building = Buildings(options)[1];
        var file = Directory.GetFiles(Path.Combine(options.Data!, "depth_zbuffer", building))[0];
        var map = PngCodec.Read(file, PngReading.Stored);
        Array.Fill(map.Samples, (ushort)4000);
        File.WriteAllBytes(file, PngCodec.Encode(map));
        var change = $": client {building} has different examples or splits.";

        Assert.Contains(change, Assert.Throws<InputException>(() => TinyRuns.Resume(options)).Message);
        Assert.Contains(
            change, Assert.Throws<InputException>(() => TinyRuns.Resume(options, data: options.Data)).Message);
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        Assert.Contains(
            change, Assert.Throws<InputException>(() => folder.OpenData(null, null, CancellationToken.None)).Message);
    }

    [Fact]
    public void ARunOfAVersionThatKeptNoDigestGoesOn()
    {
        var options = Begin("earlier");
        var file = Path.Combine(options.Out!, RunFolder.OptionsFileName);
        File.WriteAllLines(file, File.ReadAllLines(file).Where(line =>
            !line.Contains("dataDigest", StringComparison.Ordinal)
                && !line.Contains("roomsEdition", StringComparison.Ordinal)
            && !line.Contains("cache", StringComparison.Ordinal)));
        File.Delete(Path.Combine(options.Out!, RunData.FileName));

        Assert.Equal(1, RunFolder.Look(options.Out!, TestCatalogue.Learning).Options.RoomsEdition);
        Assert.Equal(runs.Undisturbed.ModelSha256, TinyRuns.Resume(options).ModelSha256);
    }

    [Fact]
    public void RoomsOfAnEditionThatIsNotDrawnAnyMoreAreAskedFor()
    {
        var options =
            runs.Options("edition") with { Data = null, RoomsEdition = RoomsGenerator.Edition - 1, Buildings = 3 };
        RunFolder.Create(options, TimeProvider.System).Dispose();

        var refused = Assert.Throws<InputException>(() => TinyRuns.Resume(options));

        Assert.Contains(
            $"trained on edition {RoomsGenerator.Edition - 1} of the Rooms, which are not in "
            + $"{RunData.Location(options)}",
            refused.Message);
    }

    private static string[] Buildings(RunOptions options) =>
        [.. Directory.GetDirectories(Path.Combine(options.Data!, "rgb")).Select(Path.GetFileName).Order()
            .OfType<string>()];

    private RunOptions Begin(string name)
    {
        _ = runs.Undisturbed;
        var options = runs.Options(name) with { Data = runs.CopyData($"{name}-data") };
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished { Round: 1 });
        return options;
    }
}

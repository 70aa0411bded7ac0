using System.Text.Json;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Reports;
using Mas.Reports.Stories;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Federation.Runs;

/// <summary>What a run's data hold for nothing, and what they exclude, is in every report of it.</summary>
public sealed class RunDataTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void ExcludedViewsAndUnusedFilesAreInTheJournalTheResultAndTheReport()
    {
        var picture = Directory.EnumerateFiles(Path.Combine(_runs.Data, "rgb", "building001")).Order().First();
        File.WriteAllText(picture, "damaged");
        File.WriteAllText(Path.Combine(_runs.Data, "mask", "notes.txt"), "");
        var view = Path.GetFileName(picture)[..^"_domain_rgb.png".Length];
        DatasetDescription.AddExclusions(_runs.Data, [$"building001/{view}"]);
        string[] notes =
        [
            "dataset.json excludes 1 view.", "In mask 1 file is not used (not in a building's folder): notes.txt.",
        ];
        var options = _runs.Options("run") with { Rounds = 2, MergeRounds = 1 };

        var result = TinyRuns.Start(options);

        var history = RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));
        Assert.IsType<DataOpened>(history.Events[1]);
        Assert.Equal((4, 1), (history.Data!.Buildings, history.Data.ExcludedViews));
        Assert.Equal(notes, history.Data.Notes);
        Assert.Equal(notes, result.Notes!.Take(2));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(options.Out!, "result.json")));
        Assert.Equal(1, json.RootElement.GetProperty("excludedViews").GetInt32());
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        Assert.Contains("Data: dataset.json excludes 1 view.", HtmlReport.Page(RunStory.Read(folder, TestCatalogue.Runs), []));
    }
}

using Mas.Federation.Journals;
using Mas.Federation.Planning;
using Mas.Reports;
using Mas.Reports.Comparing;
using Mas.Reports.Stories;
using Mas.Reports.Views;
using Mas.Tests.Browser;
using Mas.Tests.Federation;
using Mas.Tests.Reports.Comparing;
using Microsoft.Playwright;

namespace Mas.Tests.Reports;

/// <summary>Every report, wide and narrow, light and dark, in a real browser.</summary>
[Trait("Kind", "Process")]
public sealed class ReportPagesTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    // One gray pixel.
    private static readonly byte[] _picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");

    private readonly TemporaryFolder _folder = new();

    [RequiresChromiumTheory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task EveryReportCanBeReadByEverybody(int width, ColorScheme scheme)
    {
        var page = await chromium.Open(new Uri("file:///"), width, scheme);
        var faults = new List<string>();
        foreach (var (name, html) in await Reports())
        {
            var file = _folder[$"{name}.html"];
            await File.WriteAllTextAsync(file, html);
            await page.GotoAsync(new Uri(file).AbsoluteUri);
            await Look.Photograph(page, name, width, scheme);
            faults.AddRange((await PageFaults.Of(page)).Select(fault => $"{name}: {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<(string Name, string Html)>> Reports() =>
    [
        ("report-begun", HtmlReport.Page(Story(0), [])),
        ("report-merged", HtmlReport.Page(Story(SampleRun.Options.MergeRounds), [])),
        ("report-done", HtmlReport.Page(Done(), [View("a room"), View(new string('v', 90))])),
        ("report-standalone", HtmlReport.Page(await Standalone(), [])),
        ("comparison-begun", Comparison(1)),
        ("comparison-done", Comparison(SampleComparison.Methods.Count)),
    ];

    private static string Comparison(int finished)
    {
        var methods = SampleComparison.Methods
            .Select((method, index) => index < finished ? method : method with { Runs = [] }).ToList();
        return ComparisonReport.Page(ComparisonTable.Of(SampleComparison.Command, methods), methods);
    }

    private static RunStory Story(int untilRound) =>
        new(SampleRun.Options, RunHistory.Of(SampleRun.Events(untilRound)), TestCatalogue.Runs);

    private static RunStory Done() =>
        new(SampleRun.Options, RunHistory.Of(SampleRun.Events()), TestCatalogue.Runs, SampleRun.Spread)
        {
            Plan = new PlanCheck(
                [new PlannedFigure("operations", new PlannedRange(3e12, 2.9e12, 3.1e12), 3.2e12)], true),
        };

    /// <summary>A run of clients with names that are hard to show.</summary>
    private Task<RunStory> Standalone() =>
        SampleRun.Standalone(_folder["run"], "two\nlines", new string('w', 90), "<b>");

    private static ReportView View(string name) =>
        new(name, _picture, [new("depth", _picture, _picture), new("2D keypoints", _picture, null)]);
}

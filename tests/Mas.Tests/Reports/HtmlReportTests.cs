using System.Xml.Linq;
using Mas.Federation.Journals;
using Mas.Reports;
using Mas.Reports.Charts;
using Mas.Reports.Stories;
using Mas.Reports.Views;
using Mas.Reports.Words;
using Mas.Tests.Federation;

namespace Mas.Tests.Reports;

public class HtmlReportTests
{
    private static readonly ReportView[] _views =
    [
        new("a room", [1, 2, 3], [new("depth", [4], [5]), new("2D keypoints", [6], null)])
        {
            Classes = [new("wall & floor", 255, 0, 16)],
        },
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(22)]
    [InlineData(int.MaxValue)]
    public void EveryStateOfARunHasAWellFormedPage(int untilRound)
    {
        var page = HtmlReport.Page(Story(untilRound), []);

        var document = XDocument.Parse(page);

        PageStructure.AssertReadable(document);
        Assert.Equal(untilRound >= SampleRun.Options.Rounds, !page.Contains("The run is not finished")
            && !page.Contains("has not finished a round"));
    }

    [Fact]
    public void ThePageNeedsNothingFromOutside()
    {
        var document = XDocument.Parse(HtmlReport.Page(Story(), _views));

        var links = document.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src");

        Assert.All(links, link => Assert.StartsWith("data:image/png;base64,", link.Value));
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "link" or "iframe");
        Assert.DoesNotContain("url(", document.ToString());
    }

    [Fact]
    public void TheColorsOfClassesAreNamed()
    {
        var document = XDocument.Parse(HtmlReport.Page(Story(), _views));

        var entry = Assert.Single(
            document.Descendants("ul"), list => list.Parent!.Attribute("class")?.Value.StartsWith("view") is true);
        Assert.Equal("wall & floor", entry.Value);
        Assert.Equal("#ff0010", entry.Descendants("rect").Single().Attribute("fill")!.Value);
    }

    [Fact]
    public void EveryMapOfAViewIsNamedAndOnlyWhatIsKnownIsShown()
    {
        var document = XDocument.Parse(HtmlReport.Page(Story(), _views));

        Assert.Equal(
            [
                "a room: the picture", "a room: depth, predicted", "a room: depth, true",
                "a room: 2D keypoints, predicted",
            ],
            document.Descendants("img").Select(image => image.Attribute("alt")!.Value));
        Assert.Equal(
            ["picture", "depth", "2D keypoints"],
            document.Descendants("figure").Where(figure => figure.Ancestors("figure").Any())
                .Select(figure => figure.Element("figcaption")!.Value));
        PageStructure.AssertReadable(document);
    }

    [Fact]
    public void TheNumbersOfTheRunStandInThePage()
    {
        var page = HtmlReport.Page(Story(), []);

        Assert.Matches(@"the total loss is 2\.\d{3}; before training it was 5\.\d{3}, and that of the best", page);
        Assert.DoesNotContain("improved", page);
        Assert.Contains("(semantic segmentation, depth, surface normals) and (2D keypoints, texture edges)", page);
        Assert.Contains("with a value of 0.0151, 0.0042 less", page);
        Assert.Contains("The loss of ashford was no number; it was left out. (sdnkt.sdn, round 17, ashford)", page);
        Assert.Contains("2 min 43 s", page);
    }

    [Fact]
    public void TheBestConstantHasAColumnWhereItIsKnown()
    {
        var (known, unknown) = (TestLossTable.Of(Story()), TestLossTable.Of(WithoutConstants()));

        Assert.Equal(["task", "model", "untrained", "best constant", "trained", "change"], known.Head);
        Assert.Equal(["2.100", "0.600", "0.360", "0.320", "0.350", "3.730"], known.Rows.Select(row => row[3].Text));
        Assert.Equal(["task", "model", "untrained", "trained", "change"], unknown.Head);
        Assert.All(known.Rows, row => Assert.Equal(6, row.Count));
        Assert.All(unknown.Rows, row => Assert.Equal(5, row.Count));
    }

    [Fact]
    public void ATaskThatDoesNotBeatTheBestConstantIsSaidNotToBeLearned()
    {
        var page = HtmlReport.Page(Story(), []);

        Assert.Equal(
            ["", "", "", LearnedWords.NotLearned, "", ""], TestLossTable.Of(Story()).Rows.Select(row => row[4].Below));
        Assert.All(TestLossTable.Of(WithoutConstants()).Rows, row => Assert.Empty(row[3].Below));
        Assert.Contains($"and that of the best constant is 3.730. {LearnedWords.Sentence(Story())}", page);
        Assert.Contains("test loss, best constant = 100 %", page);
        Assert.Null(LearnedWords.Sentence(WithoutConstants()));
        Assert.DoesNotContain("constant", HtmlReport.Page(WithoutConstants(), []));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CountsOfARunGoingOnNeedNoPlural(int untilRound)
    {
        var page = HtmlReport.Page(Story(untilRound), []);

        Assert.Contains($"Rounds of training on disk: {untilRound}; last event:", page);
        Assert.DoesNotMatch(@"\b1 [a-z]+s\b", page[page.IndexOf("<main>", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void AnEstimateOfEnergyIsCalledOne()
    {
        var page = HtmlReport.Page(Story(), []);

        Assert.Contains("(estimated: processor time × 7 W)", page);
        Assert.Contains("follows the load on the processor, not the work alone", page);
        Assert.Contains("<dt>energy, estimated</dt>", page);
    }

    [Fact]
    public async Task NamesOfAnyLengthAndWithLineBreaksDoNotBreakThePage()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["a\r\nb <script>", new('w', 200), "\ud83c\udfe0 房屋"];

        var document = XDocument.Parse(HtmlReport.Page(await SampleRun.Standalone(folder["run"], names), []));

        PageStructure.AssertReadable(document);
        Assert.Contains("\ud83c\udfe0 房屋", document.ToString());
        foreach (var svg in document.Descendants("svg"))
        {
            Assert.All(svg.Elements("text"), text => Assert.DoesNotContain('\n', text.Value));
            Assert.All(svg.Elements("text").Where(text => (string)text.Attribute("text-anchor")! == "end"), text =>
                Assert.True((double)text.Attribute("x")! >= SvgCanvas.WidthOf(text.Value) - 1));
        }
    }

    [Fact]
    public void TextFromFilesCannotBecomeMarkup()
    {
        var events = SampleRun.Events().Append(
            new Warning(null, null, null, "<script>alert('&\u0001')</script>")).ToList();

        var page = HtmlReport.Page(new RunStory(SampleRun.Options, RunHistory.Of(events), TestCatalogue.Runs), []);

        Assert.DoesNotContain("<script", page);
        Assert.Contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;", page);
        XDocument.Parse(page);
    }

    [Fact]
    public async Task ARunOfEveryClientForItselfTellsItsStagesByTheClients()
    {
        using var folder = new TemporaryFolder();

        var page = HtmlReport.Page(await SampleRun.Standalone(folder["run"], "ash", "birch"), []);

        Assert.Contains(">ash<", page);
        Assert.Contains(">birch<", page);
        Assert.DoesNotContain("sd-alone-ash", page);
    }

    private static RunStory WithoutConstants() => new(
        SampleRun.Options, RunHistory.Of(SampleRun.Events().Where(happened => happened is not ConstantsTested)),
        TestCatalogue.Runs, SampleRun.Spread);

    private static RunStory Story(int untilRound = int.MaxValue) =>
        new(
            SampleRun.Options, RunHistory.Of(SampleRun.Events(untilRound)), TestCatalogue.Runs,
            untilRound > 12 ? SampleRun.Spread : null);
}

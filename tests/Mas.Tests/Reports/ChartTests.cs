using System.Globalization;
using System.Xml.Linq;
using Mas.Federation.Journals;
using Mas.Reports.Charts;
using Mas.Reports.Figures;
using Mas.Reports.Stories;

namespace Mas.Tests.Reports;

public class ChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void EveryFigureStandsAloneAndSpeaks()
    {
        var story = new RunStory(SampleRun.Options, RunHistory.Of(SampleRun.Events()), TestCatalogue.Runs, SampleRun.Spread);

        foreach (var figure in ReportFigures.All(story))
        {
            foreach (var chart in new[] { figure.Wide, figure.Narrow }.OfType<Chart>())
            {
                var root = XDocument.Parse(chart.ToSvg()).Root!;
                Assert.Equal(_svg + "svg", root.Name);
                Assert.False(string.IsNullOrWhiteSpace(root.Element(_svg + "title")?.Value));
                Assert.False(string.IsNullOrWhiteSpace(root.Element(_svg + "desc")?.Value));
                Assert.DoesNotContain("NaN", root.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void NothingIsDrawnOutsideAChart()
    {
        var story = new RunStory(SampleRun.Options, RunHistory.Of(SampleRun.Events()), TestCatalogue.Runs, SampleRun.Spread);
        foreach (var chart in ReportFigures.All(story)
            .SelectMany(figure => new[] { figure.Wide, figure.Narrow }.OfType<Chart>()))
        {
            var root = XDocument.Parse(chart.ToSvg()).Root!;
            var height = double.Parse(root.Attribute("height")!.Value, CultureInfo.InvariantCulture);
            Assert.All(Values(root, "x", "cx", "x1", "x2"), x => Assert.InRange(x, 0, chart.Width));
            Assert.All(Values(root, "y", "cy", "y1", "y2"), y => Assert.InRange(y, 0, height));
        }
    }

    [Fact]
    public void AnEmptyStoryStillHasItsCharts()
    {
        var story = new RunStory(SampleRun.Options, RunHistory.Of([]), TestCatalogue.Runs);

        Assert.All(ReportFigures.All(story), figure => XDocument.Parse(figure.Wide.ToSvg()));
    }

    [Theory]
    [InlineData(0, 10, 5, "0 2 4 6 8 10")]
    [InlineData(0.2, 0.9, 3, "0.2 0.4 0.6 0.8")]
    [InlineData(1, 40, 4, "10 20 30 40")]
    public void TicksAreRoundNumbers(double low, double high, int about, string expected)
    {
        var ticks = AxisTicks.Between(low, high, about);

        Assert.Equal(expected, string.Join(' ', ticks.Select(tick => AxisTicks.Format(tick, ticks))));
    }

    private static IEnumerable<double> Values(XElement root, params string[] names) => root.Descendants().Attributes()
        .Where(attribute => names.Contains(attribute.Name.LocalName))
        .Select(attribute => double.Parse(attribute.Value, CultureInfo.InvariantCulture));
}

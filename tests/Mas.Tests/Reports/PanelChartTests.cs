using System.Globalization;
using System.Xml.Linq;
using Mas.Reports.Charts;

namespace Mas.Tests.Reports;

public class PanelChartTests
{
    private static readonly XNamespace _svg = XNamespace.None;

    [Theory]
    [InlineData(720, true)]
    [InlineData(340, false)]
    public void EveryLineHasAPanelWithItsNameAndTheReferenceInside(int width, bool counts)
    {
        var chart = Chart(12, counts) with { Width = width };

        var root = XDocument.Parse(chart.ToSvg(standalone: false)).Root!;

        Assert.Equal(12, Paths(root, "curve ghost").Count());
        Assert.Equal(11, Paths(root, "curve c").Count());
        Assert.Equal(12, root.Elements(_svg + "text").Count(text => text.Value is "method" or "one-by-one"));
        Assert.Equal(11, root.Elements(_svg + "text").Count(text => text.Value.StartsWith(":split=", StringComparison.Ordinal)));
        var height = (double)root.Attribute("height")!;
        Assert.All(root.Elements(_svg + "text").Concat(root.Elements(_svg + "line")), drawn =>
        {
            Assert.InRange((double)(drawn.Attribute("x") ?? drawn.Attribute("x2"))!, 0, width);
            Assert.InRange((double)(drawn.Attribute("y") ?? drawn.Attribute("y2"))!, 0, height);
        });
    }

    [Fact]
    public void OnALogarithmicAxisEqualFactorsAreEqualDistances()
    {
        var root = XDocument.Parse(Chart(1, counts: false).ToSvg(standalone: false)).Root!;
        var at = root.Elements(_svg + "text").Where(text => (string)text.Attribute("text-anchor")! == "middle" && text.Value != "x")
            .ToDictionary(text => text.Value, text => (double)text.Attribute("x")!);

        Assert.Equal(at["1"] - at["0.1"], at["10"] - at["1"], 0.05);
    }

    [Theory]
    [InlineData(0.04, 4.5, 8, "0.05 0.1 0.2 0.5 1 2")]
    [InlineData(0.04, 4.5, 3, "0.1 1")]
    [InlineData(2.5, 4, 3, "")]
    [InlineData(0.3, 0.9, 1, "0.5")]
    public void FactorsAreRoundNumbers(double low, double high, int most, string expected) => Assert.Equal(
        expected,
        string.Join(' ', AxisTicks.Factors(low, high, most).Select(tick => tick.ToString("0.##", CultureInfo.InvariantCulture))));

    private static PanelChart Chart(int lines, bool counts) => new()
    {
        Title = "t",
        Description = "d",
        Series =
        [
            .. Enumerable.Range(0, lines).Select(index => new ChartSeries(
                index == 0 ? "one-by-one" : $"method:split={index}", index, [new(0.1, 3), new(1, 2), new(10, 1 + index)])),
        ],
        Reference = new("one-by-one", 0, [new(0.1, 3), new(1, 2), new(10, 1)]),
        XTitle = "x",
        YTitle = "y",
        Counts = counts,
    };

    private static IEnumerable<XElement> Paths(XElement root, string style) => root.Elements(_svg + "path")
        .Where(path => ((string)path.Attribute("class")!).StartsWith(style, StringComparison.Ordinal));
}

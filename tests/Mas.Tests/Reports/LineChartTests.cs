using System.Xml.Linq;
using Mas.Engine.Randomness;
using Mas.Reports.Charts;

namespace Mas.Tests.Reports;

public class LineChartTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(9, 1)]
    [InlineData(5, 12)]
    [InlineData(9, 30)]
    public void InsideThePlotOnlyWhatWasMeasuredIsDrawn(int lines, int points)
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            var root = Drawn(Chart(Random(lines, points, seed)));
            var (left, right) = Plot(root);
            var leaders = root.Elements("line").Where(line => (string)line.Attribute("class")! == "leader").ToList();

            Assert.All(leaders, leader =>
            {
                Assert.True((double)leader.Attribute("x1")! > right && (double)leader.Attribute("x2")! > right);
                Assert.InRange((double)leader.Attribute("x2")! - (double)leader.Attribute("x1")!, 0, 20);
            });
            Assert.All(
                root.Elements("line"),
                line => Assert.Contains((string)line.Attribute("class")!, (string[])["rule", "leader"]));
            Assert.Equal(points > 1 ? lines : 0, root.Elements("path").Count(path => Class(path).StartsWith("curve ")));
            Assert.All(Labels(root), label => Assert.True((double)label.Attribute("x")! > right));
            Assert.All(Marks(root), mark => Assert.True(mark.X >= left));
        }
    }

    [Fact]
    public void NamesKeepApartAndStayInsideTheChart()
    {
        var chart = Chart([.. Enumerable.Range(0, 9)
            .Select(index => new ChartSeries($"line {index}", index, [new(1, 2), new(2, 1)]))]);
        var root = Drawn(chart);
        var places = Labels(root).Select(label => (double)label.Attribute("y")!).Order().ToList();

        Assert.Equal(9, places.Count);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 15));
        Assert.All(Labels(root), label => Assert.InRange(
            (double)label.Attribute("x")! + ChartLabels.WidthOf(label.Value), 0, chart.Width));
    }

    [Fact]
    public void AnEndAndItsNameCarryTheSameMark()
    {
        var root = Drawn(Chart(Random(9, 4, 1)));
        for (var color = 0; color < ChartStyle.Colors; color++)
        {
            var marks = root.Elements().Where(element => Class(element) == $"dot c{color}").Select(Shape).ToList();

            Assert.Equal(2, marks.Count);
            Assert.Equal(marks[0], marks[1]);
        }

        Assert.Equal(ChartStyle.Colors, root.Elements().Where(element => Class(element).StartsWith("dot "))
            .Select(Shape).Distinct().Count());
    }

    [Fact]
    public void APointAloneIsADot()
    {
        var alone = Drawn(Chart([new("a", 0, [new(4, 3.5)]) { Label = "" }]));
        var between = Drawn(Chart(
            [
                new("a", 0, [new(1, 1), new(2, 2), new(3, double.NaN), new(4, 2), new(5, double.NaN), new(6, 1)])
                {
                    Label = "",
                },
            ]));

        Assert.Single(alone.Elements("circle"));
        Assert.Empty(alone.Elements("path"));
        var (left, right) = Plot(alone);
        Assert.Equal((left + right) / 2, (double)alone.Element("circle")!.Attribute("cx")!, 0.02);
        Assert.Equal(2, between.Elements("circle").Count());
        Assert.Single(between.Elements("path"));
    }

    [Fact]
    public void ALineBreaksWhereAValueIsNoNumber()
    {
        var root = Drawn(
            Chart([new("a", 0, [new(1, 1), new(2, 2), new(3, double.NaN), new(4, 2), new(5, 1)]) { Label = "" }]));

        Assert.Equal(2, ((string)root.Element("path")!.Attribute("d")!).Count(character => character == 'M'));
    }

    [Fact]
    public void NamesWithoutRoomAreNumberedAndListedBelow()
    {
        var name = $"merge-and-split-2:inherit=none:split=worst:{new string('x', 120)}";
        var chart = Chart([new(name, 2, [new(1, 1), new(2, 2)])]);
        var root = Drawn(chart);

        Assert.Equal(["3", "3"], Labels(root).Select(label => label.Value));
        Assert.All(root.Elements("text"), text => Assert.True(
            (double)text.Attribute("x")! + (SvgCanvas.WidthOf(text.Value) / 2) <= chart.Width));
        Assert.Equal(name, chart.Numbers.Head[1]);
    }

    private static LineChart Chart(IReadOnlyList<ChartSeries> series) => new()
    {
        Title = "t",
        Description = "d",
        Series = series,
        XTitle = "round",
        YTitle = "loss",
        FromZero = false,
    };

    private static ChartSeries[] Random(int lines, int points, ulong seed)
    {
        var stream = new Seed(seed).Stream();
        return
        [
            .. Enumerable.Range(0, lines).Select(line => new ChartSeries(
                $"method-{line}", line,
                [.. Enumerable.Range(1, points)
                    .Select(x => new ChartPoint(x * (1 + (line % 3)), 3 + stream.NextDouble()))])),
        ];
    }

    private static XElement Drawn(LineChart chart) => XDocument.Parse(chart.ToSvg(standalone: false)).Root!;

    /// <summary>The plot's edges: where the lines of the vertical axis reach.</summary>
    private static (double Left, double Right) Plot(XElement root)
    {
        var rule = root.Elements("line").First(line => Class(line) == "rule");
        return ((double)rule.Attribute("x1")!, (double)rule.Attribute("x2")!);
    }

    private static IEnumerable<XElement> Labels(XElement root) =>
        root.Elements("text").Where(text => Class(text).StartsWith("strong "));

    private static IEnumerable<(double X, double Y)> Marks(XElement root) => root.Elements("circle")
        .Select(mark => ((double)mark.Attribute("cx")!, (double)mark.Attribute("cy")!));

    /// <summary>A mark's outline from its first corner, so that those of one shape are alike.</summary>
    private static string Shape(XElement mark)
    {
        if (mark.Name == "circle")
        {
            return "circle";
        }

        var numbers = ((string)mark.Attribute("d")!).Split(['M', 'L', ' ', 'Z'], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return string.Join(' ', numbers.Select((number, index) => Math.Round(number - numbers[index % 2])));
    }

    private static string Class(XElement element) => (string?)element.Attribute("class") ?? "";
}

using System.Globalization;
using System.Xml.Linq;
using Mas.Engine.Randomness;
using Mas.Federation.Reports.Charts;

namespace Mas.Tests.Federation.Reports;

public class ScatterChartTests
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(14)]
    public void LabelsKeepClearOfEachOther(int count)
    {
        var stream = new Seed((ulong)count).Stream();
        var labels = Enumerable.Range(0, count)
            .Select(_ => (X: 250 + (stream.NextDouble() * 160), Y: 120 + (stream.NextDouble() * 120), Width: 150.0))
            .ToList();
        var field = new Box(40, 10, 680, 380);

        var ink = labels.Select(dot => new Box(dot.X - 6, dot.Y - 6, 12, 12)).ToList();

        var places = LabelPlacement.Place(labels, ink, field);

        for (int index = 0; index < count; index++)
        {
            Assert.InRange(places[index].X, 40, 720 - 150);
            Assert.All(places.Skip(index + 1), other => Assert.Equal(0, places[index].Shared(other)));
        }
    }

    [Fact]
    public void EveryDotIsDrawnNamedAndInside()
    {
        var chart = Chart(
            new("one", 1, 0.6, 0.1, 0.05, 0), new("two", 0.5, 0.5, 0.9, 0, 1), new("lost", 1, double.NaN, 0, 0, 2));

        var root = XDocument.Parse(chart.ToSvg()).Root!;

        Assert.Equal(2, root.Elements(_svg + "circle").Count());
        Assert.Equal(
            ["one", "two"],
            root.Elements(_svg + "text").Select(text => text.Value).Where(text => text is "one" or "two" or "lost"));
        Assert.All(root.Elements(_svg + "line").Attributes("x1"), x =>
            Assert.InRange(double.Parse(x.Value, CultureInfo.InvariantCulture), 0, chart.Width));
    }

    [Fact]
    public void WhiskersReachOneDeviationToEitherSide()
    {
        var root = XDocument.Parse(Chart(new("one", 1, 0.6, 0, 0.05, 0), new("two", 2, 0.5, 0, 0, 1)).ToSvg()).Root!;
        var whisker = root.Elements(_svg + "line").First(line => (string)line.Attribute("class")! == "whisker c0");
        var dot = (double)root.Elements(_svg + "circle").First().Attribute("cy")!;

        Assert.Equal(dot - (double)whisker.Attribute("y1")!, (double)whisker.Attribute("y2")! - dot, 0.02);
        Assert.Single(root.Elements(_svg + "line").Select(line => (string)line.Attribute("class")!)
            .Where(style => style.StartsWith("whisker", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void WithoutDotsItSaysSo() => Assert.Contains("Nothing measured yet.", Chart().ToSvg());

    private static ScatterChart Chart(params ScatterDot[] dots) =>
        new() { Title = "t", Description = "d", Dots = dots, XTitle = "cost", YTitle = "loss" };
}

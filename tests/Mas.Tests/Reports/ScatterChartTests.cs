using System.Globalization;
using System.Xml.Linq;
using Mas.Engine.Randomness;
using Mas.Reports.Charts;
using Mas.Reports.Figures;

namespace Mas.Tests.Reports;

public class ScatterChartTests
{
    private static readonly XNamespace _svg = XNamespace.None;

    public static TheoryData<int, int, double> Crowds
    {
        get
        {
            var crowds = new TheoryData<int, int, double>();
            foreach (var width in new[] { 720, ReportFigure.SmallWidth })
            {
                foreach (var count in new[] { 2, 4, 8, 14 })
                {
                    foreach (var reach in new[] { 1, 0.2, 0.02 })
                    {
                        crowds.Add(width, count, reach);
                    }
                }
            }

            return crowds;
        }
    }

    [Theory]
    [MemberData(nameof(Crowds))]
    public void NoLabelLiesOverADotOrAnotherLabel(int width, int count, double reach)
    {
        for (ulong seed = 0; seed < 8; seed++)
        {
            var stream = new Seed(seed).Stream();
            var chart = Chart([.. Enumerable.Range(0, count).Select(index => new ScatterDot(
                $"merge-and-split-{index}", 1 + (reach * stream.NextDouble()), 3 + (reach * stream.NextDouble()),
                0.1 * stream.NextDouble(), 0.1 * stream.NextDouble(), index))]) with
            { Width = width };
            var root = XDocument.Parse(chart.ToSvg(standalone: false)).Root!;

            var dots = root.Elements(_svg + "circle").Select(dot =>
                new Box((double)dot.Attribute("cx")! - 4.5, (double)dot.Attribute("cy")! - 4.5, 9, 9)).ToList();
            var labels = Labels(root).Where(label => (double)label.Attribute("y")! < chart.Height).Select(BoxOf)
                .ToList();

            Assert.Equal(count, labels.Count);
            for (var index = 0; index < count; index++)
            {
                Assert.InRange(labels[index].X, 0, width - labels[index].Width + 0.01);
                Assert.All(labels.Skip(index + 1), other => Assert.Equal(0, labels[index].Shared(other)));
                Assert.All(dots, dot => Assert.Equal(0, labels[index].Shared(dot)));
            }
        }
    }

    [Fact]
    public void NamesWithoutRoomAreNumberedAndListedBelow()
    {
        var names = Enumerable.Range(0, 3)
            .Select(index => $"merge-and-split-2:inherit=none:split=worst:merge-rounds={index}");
        var chart = Chart([.. names.Select((name, index) => new ScatterDot(name, 1 + index, 1 + index, 0, 0, index))]);

        var labels = Labels(XDocument.Parse(chart.ToSvg(standalone: false)).Root!).Select(label => label.Value)
            .ToList();

        Assert.Equal(["1", "2", "3", "1", "2", "3"], labels);
        Assert.Contains("merge-rounds=2</text>", chart.ToSvg());
    }

    [Fact]
    public void LabelsAreDrawnOverDotsAndLeadersUnderThem()
    {
        var crowd = Enumerable.Range(0, 9).Select(index => new ScatterDot($"method-{index}", 1, 1, 0, 0, index));
        var drawn = XDocument.Parse(Chart([.. crowd]).ToSvg(standalone: false)).Root!.Elements()
            .Select(element => (Name: element.Name.LocalName, Style: (string?)element.Attribute("class") ?? ""))
            .ToList();

        var firstDot = drawn.FindIndex(element => element.Name == "circle");
        Assert.True(drawn.FindLastIndex(element => element.Style == "leader") < firstDot);
        Assert.True(drawn.FindIndex(element => element.Style.StartsWith("strong", StringComparison.Ordinal))
            > drawn.FindLastIndex(element => element.Name == "circle"));
        Assert.DoesNotContain(drawn, element => element.Style.StartsWith("leader c", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryDotIsDrawnNamedAndInside()
    {
        var chart = Chart(
            new("one", 1, 0.6, 0.1, 0.05, 0), new("two", 0.5, 0.5, 0.9, 0, 1), new("lost", 1, double.NaN, 0, 0, 2));

        var root = XDocument.Parse(chart.ToSvg(standalone: false)).Root!;

        Assert.Equal(2, root.Elements(_svg + "circle").Count());
        Assert.Equal(
            ["one", "two"],
            Labels(root).Select(text => text.Value));
        Assert.All(root.Elements(_svg + "line").Attributes("x1"), x =>
            Assert.InRange(double.Parse(x.Value, CultureInfo.InvariantCulture), 0, chart.Width));
    }

    [Fact]
    public void WhiskersReachOneDeviationToEitherSide()
    {
        var root = XDocument.Parse(Chart(new("one", 1, 0.6, 0, 0.05, 0), new("two", 2, 0.5, 0, 0, 1))
            .ToSvg(standalone: false)).Root!;
        var whisker = root.Elements(_svg + "line").First(line => (string)line.Attribute("class")! == "whisker c0");
        var dot = (double)root.Elements(_svg + "circle").First().Attribute("cy")!;

        Assert.Equal(dot - (double)whisker.Attribute("y1")!, (double)whisker.Attribute("y2")! - dot, 0.02);
        Assert.Single(root.Elements(_svg + "line").Select(line => (string)line.Attribute("class")!)
            .Where(style => style.StartsWith("whisker", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void WithoutDotsItSaysSo() => Assert.Contains("Nothing measured.", Chart().ToSvg());

    /// <summary>The labels of dots, and of the keys below where there are any.</summary>
    private static IEnumerable<XElement> Labels(XElement root) => root.Elements(_svg + "text")
        .Where(text => ((string)text.Attribute("class")!).StartsWith("strong", StringComparison.Ordinal));

    private static Box BoxOf(XElement label) => new(
        (double)label.Attribute("x")!, (double)label.Attribute("y")! - 12, ChartLabels.WidthOf(label.Value), 16);

    private static ScatterChart Chart(params ScatterDot[] dots) =>
        new() { Title = "t", Description = "d", Dots = dots, XTitle = "cost", YTitle = "loss" };
}

using System.Xml.Linq;
using Mas.Reports.Charts;
using Mas.Reports.Comparing;
using Mas.Tests.Reports.Comparing;

namespace Mas.Tests.Reports;

public class HeatMapTests
{
    private static readonly double?[][] _values = [[0.01, -0.04], [0.02, null]];

    [Fact]
    public void ABarBelowTellsTintsFromValues()
    {
        var root = Drawn(Map(_values));
        var marks = root.Elements("text").TakeLast(3).Select(text => text.Value);

        Assert.Equal(["\u22120.040", "0.000", "+0.040"], marks);
        Assert.Equal(24, Tints(root).Count() - 4);
        Assert.Equal(HeatMap.StrongestTint, Tints(root).Max(), 0.03);
    }

    [Fact]
    public void OnAGivenScaleEqualValuesHaveEqualTints()
    {
        var alone = Tints(Drawn(Map([[0.01, 0], [0, 0]]))).First();
        var shared = Tints(Drawn(Map([[0.01, 0], [0, 0]]) with { Scale = 0.04 })).First();

        Assert.Equal(HeatMap.StrongestTint, alone, 0.005);
        Assert.Equal(HeatMap.StrongestTint / 4, shared, 0.005);
    }

    [Fact]
    public void MapsOfAComparisonAreOnOneScale()
    {
        var methods = SampleComparison.Methods;
        var table = ComparisonTable.Of("mas compare", methods);

        var scales = AffinityFigures.All(table, methods)
            .Select(figure => Drawn(figure.Wide).Elements("text").Last().Value);

        Assert.Equal(["+0.030"], scales.Distinct());
    }

    [Fact]
    public void AMapOfZerosHasNoBar() =>
        Assert.DoesNotContain("axis", Map([[0, 0], [0, 0]]).ToSvg(standalone: false), StringComparison.Ordinal);

    [Fact]
    public void ItsNumbersAreATableWithTheirSpread()
    {
        var numbers = (Map(_values) with { Spread = [[0.5, 0.003], [null, 0.5]] }).Numbers;

        Assert.Equal(["a step for (row), changes (column)", "s", "d"], numbers.Head);
        Assert.Equal(["s", "+0.010", "\u22120.040 ±0.003"], numbers.Rows[0].Select(cell => cell.ToString()));
        Assert.Equal(["d", "+0.020", "–"], numbers.Rows[1].Select(cell => cell.ToString()));
    }

    private static HeatMap Map(double?[][] values) => new()
    {
        Title = "t",
        Description = "d",
        Names = ["s", "d"],
        Values = values,
        RowTitle = "a step for",
        ColumnTitle = "changes",
    };

    private static XElement Drawn(Chart chart) => XDocument.Parse(chart.ToSvg(standalone: false)).Root!;

    private static IEnumerable<double> Tints(XElement root) => root.Elements("rect").Attributes("fill-opacity")
        .Select(opacity => (double)opacity);
}

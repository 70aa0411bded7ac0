using System.Globalization;
using System.Text.RegularExpressions;
using Mas.Reports.Charts;
using Mas.Reports.Sections;

namespace Mas.Tests.Reports;

/// <summary>
/// Contrasts by the Web Content Accessibility Guidelines 2.2: 4.5 to 1 for text, 3 to 1 for what is drawn.
/// </summary>
public partial class ContrastTests
{
    private const double Text = 4.5;
    private const double Graphics = 3;

    public static TheoryData<bool> Schemes => [false, true];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void TextOfChartsIsReadable(bool dark)
    {
        var colors = Colors(ChartStyle.Css, dark);
        var paper = colors["paper"];
        var box = Mix(colors["soft"], paper, 0.14);

        Assert.All(
            ["ink", "soft", .. Enumerable.Range(0, ChartStyle.Colors).Select(color => $"c{color}")],
            name => Assert.True(
                Contrast(colors[name], paper) >= Text, $"{name}: {Contrast(colors[name], paper):0.00}"));
        Assert.True(Contrast(colors["ink"], box) >= Text);
        Assert.True(Contrast(colors["soft"], box) >= Text);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void NumbersInHeatMapsAreReadableOnEveryTint(bool dark)
    {
        var colors = Colors(ChartStyle.Css, dark);
        foreach (var tint in new[] { "helps", "hurts" })
        {
            for (double opacity = 0; opacity <= HeatMap.StrongestTint; opacity += 0.01)
            {
                Assert.True(Contrast(colors["ink"], Mix(colors[tint], colors["paper"], opacity)) >= Text);
            }
        }

        var map = new HeatMap
        {
            Title = "t",
            Description = "d",
            Names = ["s", "d"],
            Values = [[1, -1], [0.5, 0]],
            Spread = [[1, 1], [1, 1]],
            RowTitle = "a step for",
            ColumnTitle = "changes",
        };
        Assert.DoesNotContain("class=\"soft small\" x=\"0\"", map.ToSvg(), StringComparison.Ordinal);
        Assert.Matches("class=\"small\"[^>]*>±1.000", map.ToSvg());
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void LinesAndMarksAreSeen(bool dark)
    {
        var colors = Colors(ChartStyle.Css, dark);
        var paper = colors["paper"];

        Assert.True(Contrast(colors["soft"], paper) >= Graphics);
        Assert.True(Contrast(Mix(colors["soft"], paper, Opacity("ghost")), paper) >= Graphics);
        Assert.All(Enumerable.Range(0, ChartStyle.Colors), color =>
            Assert.True(Contrast(colors[$"c{color}"], paper) >= Graphics));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void TextOfThePageIsReadable(bool dark)
    {
        var colors = Colors(ReportCss.Text, dark);

        Assert.True(Contrast(colors["ink"], colors["paper"]) >= Text);
        Assert.True(Contrast(colors["soft"], colors["paper"]) >= Text);
        Assert.True(Contrast(colors["ink"], colors["note"]) >= Text);
        Assert.True(Contrast(colors["focus"], colors["paper"]) >= Graphics);
    }

    [Fact]
    public void TheMeasureIsThatOfTheGuidelines()
    {
        Assert.Equal(21, Contrast([0, 0, 0], [255, 255, 255]), 1e-9);
        Assert.Equal(4.54, Contrast([118, 118, 118], [255, 255, 255]), 0.005);
    }

    /// <summary>The colors a style sheet names, in light or in dark.</summary>
    private static Dictionary<string, double[]> Colors(string css, bool dark)
    {
        var colors = new Dictionary<string, double[]>();
        foreach (var part in dark
            ? [css, css[css.IndexOf("prefers-color-scheme", StringComparison.Ordinal)..]] : new[] { css })
        {
            foreach (var named in Named().Matches(part).GroupBy(match => match.Groups[1].Value))
            {
                var hex = named.First().Groups[2].Value;
                colors[named.Key] = [.. Enumerable.Range(0, 3).Select(channel => (double)int.Parse(
                    hex.AsSpan(2 * channel, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            }
        }

        return colors;
    }

    private static double Opacity(string style) => double.Parse(
        Regex.Match(ChartStyle.Css, $@"\.{style}\{{[^}}]*opacity:([0-9.]+)").Groups[1].Value,
        CultureInfo.InvariantCulture);

    private static double[] Mix(double[] over, double[] under, double opacity) =>
        [.. over.Zip(under, (top, bottom) => (opacity * top) + ((1 - opacity) * bottom))];

    private static double Contrast(double[] one, double[] other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(double[] color)
    {
        double[] weights = [0.2126, 0.7152, 0.0722];
        return color.Zip(weights, (channel, weight) => weight * Linear(channel / 255)).Sum();
    }

    private static double Linear(double channel) =>
        channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);

    [GeneratedRegex("--([a-z0-9]+):#([0-9a-f]{6})")]
    private static partial Regex Named();
}

using System.Globalization;
using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>The numbers of series as a table.</summary>
internal static class SeriesTable
{
    /// <summary>
    /// Series that share their counts have a row for each x and a column each; otherwise every point has its own row.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="xTitle">What the horizontal axis counts.</param>
    /// <param name="yTitle">What the vertical axis measures.</param>
    /// <param name="yUnit">Written after every number of the vertical axis.</param>
    /// <param name="counts">Whether the horizontal axis counts, so that all series share its numbers.</param>
    public static TextTable Of(
        IReadOnlyList<ChartSeries> series, string xTitle, string yTitle, string yUnit, bool counts) => counts
        ? new(
            [xTitle, .. series.Select(one => one.Name)],
            [.. series.SelectMany(one => one.Points).Select(point => point.X).Distinct().Order().Select(x =>
                (IReadOnlyList<TextCell>)[X(x), .. series.Select(one => (TextCell)At(one, x, yUnit))])],
            TextColumns: 0)
        : new(
            ["series", xTitle, yTitle],
            [.. from one in series
                from point in one.Points
                select (IReadOnlyList<TextCell>)[one.Name, X(point.X), Y(point.Y, yUnit)]]);

    private static string X(double x) => x.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Y(double y, string unit) =>
        double.IsFinite(y) ? y.ToString("0.000", CultureInfo.InvariantCulture) + unit : "–";

    private static string At(ChartSeries series, double x, string unit) =>
        series.Points.Where(point => point.X == x).Select(point => Y(point.Y, unit)).FirstOrDefault("–");
}

using System.Globalization;
using Mas.Federation.Ledgers;
using Mas.Reports.Charts;
using Mas.Reports.Figures;

namespace Mas.Reports.Comparing;

/// <summary>Draws a comparison: losses against costs, and how they fell. A method keeps its color.</summary>
internal static class ComparisonFigures
{
    // More lines than colors are too many for one pair of axes.
    private const int MostLines = ChartStyle.Colors;

    /// <summary>Every figure that there are numbers for.</summary>
    public static IReadOnlyList<ReportFigure> All(ComparisonTable table, IReadOnlyList<ComparedMethod> methods) =>
        [.. LossAgainstCost(table), .. Curves(table, methods), .. AffinityFigures.All(table, methods)];

    /// <summary>
    /// Total test loss against processor time and against operations, and against energy where that was measured: an
    /// estimate follows from the processor time and shows nothing new. None before two methods can be held together.
    /// </summary>
    public static IReadOnlyList<ReportFigure> LossAgainstCost(ComparisonTable table)
    {
        if (table.Row(table.Baseline ?? "")?.TestLoss?.Total is null
            || table.Methods.Count(
                row => table.AgainstBaseline(row) is not null && row.TestLoss?.Total is not null) < 2)
        {
            return [];
        }

        var measured = table.Methods.Any(row => row.EnergySource is EnergySource.Rapl or EnergySource.Battery);
        return
        [
            LossAgainst(table, CostMeasure.Cpu, "loss-against-processor-time"),
            LossAgainst(table, CostMeasure.Operations, "loss-against-operations"),
            .. measured ? [LossAgainst(table, CostMeasure.Energy, "loss-against-energy")] : Array.Empty<ReportFigure>(),
        ];
    }

    /// <summary>The sums of the validation losses over the rounds, and over the operations spent.</summary>
    public static IReadOnlyList<ReportFigure> Curves(ComparisonTable table, IReadOnlyList<ComparedMethod> methods)
    {
        var curves = methods.Select((method, index) => (method.Name, Color: index, Points: ComparisonCurves.Of(method)))
            .Where(curve => curve.Points.Count > 0).ToList();
        if (curves.Count == 0)
        {
            return [];
        }

        var unit = table.Row(table.Baseline!)!.Cost[CostMeasure.Operations.Name].Mean;
        var rounds = curves.Select(curve => new ChartSeries(
            curve.Name, curve.Color,
            [.. curve.Points.Select(point => new ChartPoint(point.Round, point.Loss))])).ToList();
        var spent = curves.Select(curve => new ChartSeries(curve.Name, curve.Color,
            [.. curve.Points.Select(point => new ChartPoint(point.Operations / unit, point.Loss))])).ToList();
        return
        [
            Curve("validation-by-round", "over the rounds", "round", rounds, table.Baseline!, counts: true),
            .. unit > 0 ? [Curve("validation-by-operations", "over the operations spent",
                $"training operations, {table.Baseline} = 1", spent, table.Baseline!, counts: false)]
                : Array.Empty<ReportFigure>(),
        ];
    }

    private static ReportFigure LossAgainst(ComparisonTable table, CostMeasure measure, string name)
    {
        var dots = new List<ScatterDot>();
        for (var index = 0; index < table.Methods.Count; index++)
        {
            var row = table.Methods[index];
            if (table.AgainstBaseline(row)?.Ratios[measure.Name] is not { } ratio
                || row.TestLoss?.Total is not { } loss)
            {
                continue;
            }

            var cost = row.Cost[measure.Name];
            var spread = cost.Mean > 0 ? (cost.StandardDeviation ?? 0) * ratio / cost.Mean : 0;
            dots.Add(new(row.Name, ratio, loss.Mean, spread, loss.StandardDeviation ?? 0, index));
        }

        var baseline = dots.First(dot => dot.Label == table.Baseline);
        var chart = new ScatterChart
        {
            Title = $"Total test loss against {measure.Heading}",
            Description = string.Join(" ", dots.Select(dot => string.Create(
                CultureInfo.InvariantCulture,
                $"{dot.Label}: loss {dot.Y:0.000}{Whisker(dot)} for {dot.X:0.00} of the {measure.Heading}."))),
            Dots = dots,
            XTitle = $"{measure.Heading}, {table.Baseline} = 1",
            YTitle = "total test loss; bars: one standard deviation over the seeds",
            Reference = new(baseline.X, baseline.Y),
        };
        return new(name, chart, chart with
        {
            Width = ReportFigure.SmallWidth,
            Height = 320,
            YTitle = "total test loss",
        });
    }

    private static ReportFigure Curve(
        string name, string over, string axis, IReadOnlyList<ChartSeries> series, string baseline, bool counts)
    {
        var ends = series.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Name} {one.Points[^1].Y:0.000} at {one.Points[^1].X:0.##}"));
        var (title, description) = ($"Validation losses {over}",
            $"The sum of all tasks' validation losses {over}, one line per method. At the end ({axis}): "
                + $"{string.Join(", ", ends)}.");
        const string Sum = "sum of the tasks' validation losses";
        if (series.Count > MostLines)
        {
            var panels = new PanelChart
            {
                Title = title,
                Description = description,
                Series = series,
                Reference = series.First(one => one.Name == baseline),
                XTitle = axis,
                YTitle = Sum,
                Counts = counts,
            };
            return new(name, panels, panels with { Width = ReportFigure.SmallWidth });
        }

        var chart = new LineChart
        {
            Title = title,
            Description = description,
            Series = series,
            XTitle = axis,
            YTitle = Sum,
            Counts = counts,
            FromZero = false,
            Height = Math.Max(340, 70 + (series.Count * 18)),
        };
        return new(name, chart, chart with { Width = ReportFigure.SmallWidth });
    }

    private static string Whisker(ScatterDot dot) =>
        dot.YSpread > 0 ? dot.YSpread.ToString(" ± 0.000", CultureInfo.InvariantCulture) : "";
}

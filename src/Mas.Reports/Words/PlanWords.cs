using System.Globalization;
using Mas.Federation.Ledgers;
using Mas.Federation.Planning;

namespace Mas.Reports.Words;

/// <summary>Planned figures in words.</summary>
public static class PlanWords
{
    /// <summary>The share of the mean from which on it is told how far draws go.</summary>
    private const double Notable = 0.005;

    /// <summary>What a figure of <see cref="PlanCheck"/> is.</summary>
    public static string Name(PlannedFigure figure) => figure.Name switch
    {
        "operations" => "floating-point operations",
        "bytesDown" => "bytes down",
        "bytesUp" => "bytes up",
        "memoryBytes" => "memory of a client",
        "cpuSeconds" => "processor time",
        "seconds" => "elapsed time",
        "joules" => "energy",
        _ => figure.Name,
    };

    /// <summary>A value of a figure of <see cref="PlanCheck"/>.</summary>
    public static string Value(PlannedFigure figure, double value) => figure.Name switch
    {
        "operations" => Quantity.Operations(value),
        "cpuSeconds" or "seconds" => Quantity.Seconds(value),
        "joules" => Quantity.Joules(value),
        _ => Quantity.Bytes(value),
    };

    /// <summary>How far off a prediction is.</summary>
    public static string Error(PlannedFigure figure) => figure.Error is { } error
        ? error.ToString("+0.0 %;\u22120.0 %;0 %", CultureInfo.InvariantCulture)
        : "–";

    /// <summary>A mean and, where draws differ, how far they go.</summary>
    public static string Range(PlannedRange range, Func<double, string> quantity)
    {
        var reach = Math.Max(range.Most - range.Mean, range.Mean - range.Least);
        return reach <= Notable * range.Mean
            ? quantity(range.Mean)
            : $"{quantity(range.Mean)} {(reach / range.Mean).ToString("±0 %", CultureInfo.InvariantCulture)}";
    }

    /// <summary>A share of what one-by-one takes.</summary>
    public static string Share(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}

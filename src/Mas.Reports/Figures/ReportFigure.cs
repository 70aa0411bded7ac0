using Mas.Reports.Charts;

namespace Mas.Reports.Figures;

/// <summary>One chart of the report, for a wide page and for a phone.</summary>
/// <param name="Name">The name of its file under <c>figures/</c>, without the ending.</param>
/// <param name="Wide">For 560 pixels and more.</param>
/// <param name="Narrow">For less; null where the wide one fits everywhere.</param>
public sealed record ReportFigure(string Name, Chart Wide, Chart? Narrow = null)
{
    /// <summary>The width that fits a phone, and two of them a page, in pixels.</summary>
    public const int SmallWidth = 340;
}

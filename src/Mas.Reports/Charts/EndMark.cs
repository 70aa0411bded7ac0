namespace Mas.Reports.Charts;

/// <summary>
/// The small shape at the last point of a line and beside its name: it joins the two without a line between them, and
/// without telling colors apart.
/// </summary>
internal static class EndMark
{
    /// <summary>About how far a mark reaches from its center, in pixels.</summary>
    public const double Radius = 5;

    // One a color: circle, square, diamond, triangles up and down, pentagon, hexagon, bow tie, hourglass.
    private static readonly (double X, double Y)[][] _shapes =
    [
        [],
        Corners(4, 45), Corners(4, 0), Corners(3, -90, 1.2), Corners(3, 90, 1.2), Corners(5, -90), Corners(6, 0),
        [(-1, -0.8), (1, 0.8), (1, -0.8), (-1, 0.8)],
        [(-0.8, -1), (0.8, -1), (-0.8, 1), (0.8, 1)],
    ];

    /// <summary>Draws the mark of a color.</summary>
    public static void Draw(SvgCanvas canvas, int color, double x, double y)
    {
        var style = $"dot c{color % ChartStyle.Colors}";
        var shape = _shapes[color % _shapes.Length];
        if (shape.Length == 0)
        {
            canvas.Circle(style, x, y, Radius * 0.8);
            return;
        }

        var corners = shape.Select(corner =>
            $"{SvgCanvas.Number(x + (corner.X * Radius))} {SvgCanvas.Number(y + (corner.Y * Radius))}");
        canvas.Path(style, $"M{string.Join('L', corners)}Z");
    }

    private static (double X, double Y)[] Corners(int count, double firstDegrees, double size = 1) =>
    [
        .. Enumerable.Range(0, count)
            .Select(corner => (firstDegrees + (360.0 * corner / count)) * Math.PI / 180)
            .Select(angle => (size * Math.Cos(angle), size * Math.Sin(angle))),
    ];
}

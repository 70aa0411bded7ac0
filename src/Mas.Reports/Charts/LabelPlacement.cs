namespace Mas.Reports.Charts;

/// <summary>
/// Finds places for labels beside their dots where they cover neither each other nor what is drawn: each label in turn
/// takes the cheapest place, given where the others are, until none moves. Dots and other labels are avoided at any
/// distance, thin lines if there is room. The same input gives the same places.
/// </summary>
internal static class LabelPlacement
{
    private const double LabelHeight = 16;
    private const int Sweeps = 8;

    // A label over a dot or another label costs more, whatever their common area, than all of the rest.
    private const double CoveredCost = 1e6;
    private static readonly double[] _distances = [8, 14, 22, 34, 48, 66, 88, 112];

    /// <summary>Where a label may lie about its dot, the most natural first.</summary>
    private static readonly (double X, double Y)[] _directions =
        [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)];

    /// <summary>Places labels.</summary>
    /// <param name="labels">Where each label's dot is, and how wide the label is.</param>
    /// <param name="dots">What labels must not cover.</param>
    /// <param name="lines">What labels should not cover.</param>
    /// <param name="field">What they must stay inside.</param>
    /// <returns>The labels' places, in their order, and whether none of them covers a dot or another label.</returns>
    public static (IReadOnlyList<Box> Places, bool AreClear) Place(
        IReadOnlyList<(double X, double Y, double Width)> labels, IReadOnlyList<Box> dots, IReadOnlyList<Box> lines,
        Box field)
    {
        var places = new Box?[labels.Count];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var moved = false;
            for (var index = 0; index < labels.Count; index++)
            {
                var taken = Others(places, index).Concat(dots).ToList();
                var best = Candidates(labels[index], field)
                    .MinBy(candidate => candidate.Cost + Covered(candidate.Place, taken, lines)).Place;
                moved |= places[index] != best;
                places[index] = best;
            }

            if (!moved)
            {
                break;
            }
        }

        var clear = Enumerable.Range(0, places.Length)
            .All(index => Others(places, index).Concat(dots).All(other => places[index]!.Value.Shared(other) == 0));
        return ([.. places.Select(place => place!.Value)], clear);
    }

    private static IEnumerable<Box> Others(Box?[] places, int index) =>
        places.Where((place, other) => other != index && place is not null).Select(place => place!.Value);

    private static double Covered(Box place, List<Box> taken, IReadOnlyList<Box> lines) =>
        (taken.Count(other => place.Shared(other) > 0) * CoveredCost) + (taken.Sum(place.Shared) * 20)
        + (lines.Sum(place.Shared) * 5);

    private static IEnumerable<(Box Place, double Cost)> Candidates((double X, double Y, double Width) label, Box field)
    {
        foreach (var distance in _distances)
        {
            for (var index = 0; index < _directions.Length; index++)
            {
                var (right, down) = _directions[index];
                var x = label.X + (right * distance) + ((right - 1) / 2 * label.Width);
                var y = label.Y + (down * distance) + ((down - 1) / 2 * LabelHeight);
                var place = new Box(
                    Math.Clamp(x, field.X, Math.Max(field.X, field.X + field.Width - label.Width)),
                    Math.Clamp(y, field.Y, Math.Max(field.Y, field.Y + field.Height - LabelHeight)),
                    label.Width, LabelHeight);
                yield return (place, distance + index);
            }
        }
    }
}

namespace Mas.Federation.Reports.Charts;

/// <summary>
/// Finds places for labels beside their dots where they cover neither each other nor what is drawn: each label in turn
/// takes the place that costs least, given where the others are, until none moves. The same input gives the same
/// places.
/// </summary>
internal static class LabelPlacement
{
    private const double LabelHeight = 16;
    private const int Sweeps = 8;
    private static readonly double[] _distances = [8, 14, 22, 34, 48, 66, 88];

    /// <summary>Where a label may lie about its dot, the most natural first.</summary>
    private static readonly (double X, double Y)[] _directions =
        [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)];

    /// <summary>Places labels.</summary>
    /// <param name="labels">Where each label's dot is, and how wide the label is.</param>
    /// <param name="ink">What labels should not cover.</param>
    /// <param name="field">What they must stay inside.</param>
    /// <returns>The label's places, in their order.</returns>
    public static IReadOnlyList<Box> Place(
        IReadOnlyList<(double X, double Y, double Width)> labels, IReadOnlyList<Box> ink, Box field)
    {
        var places = new Box?[labels.Count];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            var moved = false;
            for (int index = 0; index < labels.Count; index++)
            {
                var others = places.Where((place, other) => other != index && place is not null)
                    .Select(place => place!.Value).ToList();
                var best = Candidates(labels[index], field)
                    .MinBy(candidate => candidate.Cost + Covered(candidate.Place, others, ink)).Place;
                moved |= places[index] != best;
                places[index] = best;
            }

            if (!moved)
                break;
        }

        return [.. places.Select(place => place!.Value)];
    }

    private static double Covered(Box place, List<Box> labels, IReadOnlyList<Box> ink) =>
        (labels.Sum(place.Shared) * 20) + (ink.Sum(place.Shared) * 5);

    private static IEnumerable<(Box Place, double Cost)> Candidates((double X, double Y, double Width) label, Box field)
    {
        foreach (var distance in _distances)
        {
            for (int index = 0; index < _directions.Length; index++)
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

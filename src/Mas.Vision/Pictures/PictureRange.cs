namespace Mas.Vision.Pictures;

/// <summary>
/// The values that a map's darkest and brightest color stand for. Maps that are to be compared, such as a prediction
/// and the truth, are drawn with one range.
/// </summary>
/// <param name="Low">The normalised value drawn darkest.</param>
/// <param name="High">The normalised value drawn brightest, above <paramref name="Low"/>.</param>
public readonly record struct PictureRange(float Low, float High)
{
    /// <summary>The range that leaves out the lowest and the highest hundredth of the values.</summary>
    /// <param name="values">Normalised values; those that are not finite do not count.</param>
    /// <param name="mask">Which values count, as in <c>Batch.Weights</c>; empty: all.</param>
    public static PictureRange Of(ReadOnlySpan<float> values, ReadOnlySpan<float> mask = default)
    {
        var counted = new List<float>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]) && (mask.IsEmpty || mask[i] > 0))
            {
                counted.Add(values[i]);
            }
        }

        if (counted.Count == 0)
        {
            return new PictureRange(0, 1);
        }

        counted.Sort();
        float low = counted[counted.Count / 100], high = counted[^(1 + (counted.Count / 100))];
        return new PictureRange(low, high > low ? high : low + 1);
    }

    /// <summary>Where a value lies: 0 at <see cref="Low"/> and below, 1 at <see cref="High"/> and above.</summary>
    public float Position(float value) =>
        float.IsNaN(value) ? 0 : Math.Clamp((value - Low) / (High - Low), 0, 1);
}

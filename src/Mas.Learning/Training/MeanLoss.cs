using Mas.Engine.Ops;

namespace Mas.Learning.Training;

/// <summary>
/// The mean loss of a task over the pixels that were measured: those whose target is known. Where none was, there is no
/// loss.
/// </summary>
public readonly record struct MeanLoss
{
    /// <summary>A mean over so many pixels.</summary>
    /// <param name="value">The mean; ignored where nothing was measured.</param>
    /// <param name="pixels">The measured pixels; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of pixels is negative.</exception>
    public MeanLoss(double value, long pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        (Value, Pixels) = (pixels == 0 ? null : value, pixels);
    }

    /// <summary>Nothing was measured.</summary>
    public static MeanLoss None => default;

    /// <summary>The mean over all measured pixels; null where there are none.</summary>
    public double? Value { get; }

    /// <summary>The measured pixels, 0 or more.</summary>
    public long Pixels { get; }

    /// <summary>A loss as a number, read before its tape is rewound.</summary>
    internal static MeanLoss Of(MeasuredLoss loss) => new(loss.Mean.Scalar, loss.Count);

    /// <summary>
    /// The mean over the pixels of all parts, added up in their order; a part without any has no say.
    /// </summary>
    public static MeanLoss Over(IEnumerable<MeanLoss> parts)
    {
        var measured = parts.Where(part => part.Pixels > 0).ToArray();
        if (measured is [var only])
        {
            return only;
        }

        var sum = default(LossSum);
        foreach (var part in measured)
        {
            sum.Add(part);
        }

        return sum.Mean;
    }
}

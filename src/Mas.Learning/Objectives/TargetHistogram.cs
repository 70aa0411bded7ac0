namespace Mas.Learning.Objectives;

/// <summary>
/// How often each value occurs in one channel of a task's targets. Counts add up exactly over clients in any order, so
/// the best constant of all clients can be found without any client showing a picture: the median or mean of
/// numbers, the frequencies of classes.
/// </summary>
/// <remarks>
/// Numbers are counted in bins of 64 per power of two, from 2^-10 to 2^16 and both signs: a bin's middle lies within
/// 0.8 % of every value in it. Smaller values count as 0, larger ones as the largest. Not thread-safe.
/// </remarks>
public sealed class TargetHistogram
{
    /// <summary>The bins of one sign; bin numbers run from minus this to this.</summary>
    public const int LargestBin = Octaves * BinsPerOctave;

    private const int BinsPerOctave = 64;
    private const int Octaves = 26;
    private const int SmallestExponent = -10;
    private const int MantissaBits = 23;
    private const int DroppedBits = MantissaBits - 6;
    private const int ExponentBias = 127;

    private readonly long[] _counts = new long[(2 * LargestBin) + 1];

    /// <summary>How many values were counted.</summary>
    public long Total { get; private set; }

    /// <summary>The lowest bin that holds a value; 0 where none does.</summary>
    public int LowestBin => Total > 0 ? Array.FindIndex(_counts, count => count > 0) - LargestBin : 0;

    /// <summary>The highest bin that holds a value; 0 where none does.</summary>
    public int HighestBin => Total > 0 ? Array.FindLastIndex(_counts, count => count > 0) - LargestBin : 0;

    /// <summary>How many values lie in a bin, -<see cref="LargestBin"/> to <see cref="LargestBin"/>.</summary>
    public long this[int bin] => _counts[bin + LargestBin];

    /// <summary>Empty histograms, one per target channel.</summary>
    /// <param name="channels">How many.</param>
    public static IReadOnlyList<TargetHistogram> Empty(int channels) =>
        [.. Enumerable.Range(0, channels).Select(_ => new TargetHistogram())];

    /// <summary>The bin of a number.</summary>
    /// <param name="value">Finite.</param>
    public static int BinOf(float value)
    {
        // The exponent and the first bits of the mantissa are, side by side, a number that grows with the magnitude.
        var magnitude = BitConverter.SingleToInt32Bits(MathF.Abs(value)) >> DroppedBits;
        var smallest = (SmallestExponent + ExponentBias) * BinsPerOctave;
        var bin = Math.Clamp(magnitude - smallest + 1, 0, LargestBin);
        return value < 0 ? -bin : bin;
    }

    /// <summary>The middle of a bin.</summary>
    public static float ValueOf(int bin)
    {
        if (bin == 0)
        {
            return 0;
        }

        var smallest = (SmallestExponent + ExponentBias) * BinsPerOctave;
        var bits = ((Math.Abs(bin) - 1 + smallest) << DroppedBits) | (1 << (DroppedBits - 1));
        return MathF.CopySign(BitConverter.Int32BitsToSingle(bits), bin);
    }

    /// <summary>Counts values into a bin.</summary>
    /// <param name="bin">-<see cref="LargestBin"/> to <see cref="LargestBin"/>; of classes, the class id.</param>
    /// <param name="count">How many; 0 or more.</param>
    public void Add(int bin, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _counts[bin + LargestBin] += count;
        Total += count;
    }

    /// <summary>Adds histograms, by task and channel, to others.</summary>
    public static void Add(
        IReadOnlyList<IReadOnlyList<TargetHistogram>> sums, IReadOnlyList<IReadOnlyList<TargetHistogram>> counts)
    {
        foreach (var (sum, count) in sums.Zip(counts).SelectMany(task => task.First.Zip(task.Second)))
        {
            for (var bin = -LargestBin; bin <= LargestBin; bin++)
            {
                sum.Add(bin, count[bin]);
            }
        }
    }

    /// <summary>
    /// The number that minimises the absolute error to all values counted: their median, the middle of its bin; 0 where
    /// nothing was counted.
    /// </summary>
    public float Median()
    {
        var (below, bin) = (0L, -LargestBin);
        while (bin < LargestBin && below + this[bin] <= Total / 2)
        {
            below += this[bin++];
        }

        return Total == 0 ? 0 : ValueOf(bin);
    }

    /// <summary>
    /// The number that minimises the squared error to all values counted: their mean, each value as the middle of its
    /// bin; 0 where nothing was counted.
    /// </summary>
    public float Mean()
    {
        var sum = 0.0;
        for (var bin = -LargestBin; bin <= LargestBin; bin++)
        {
            sum += this[bin] * (double)ValueOf(bin);
        }

        return (float)(sum / Math.Max(Total, 1));
    }

    /// <summary>
    /// The logit that minimises the binary cross entropy of the values counted, 0 and 1: the log-odds of how often 1
    /// occurs. What never occurs is treated as occurring once in ten million.
    /// </summary>
    public float LogOdds()
    {
        var share = Math.Clamp(this[1] / (double)Math.Max(Total, 1), 1e-7, 1 - 1e-7);
        return (float)Math.Log(share / (1 - share));
    }

    /// <summary>
    /// The logits that minimise the cross entropy of the classes counted: the logarithm of how often each occurs. A
    /// class that never occurs is treated as occurring once in ten million.
    /// </summary>
    /// <param name="classes">How many classes there are; bins 0 to this - 1 are theirs.</param>
    public float[] LogFrequencies(int classes) =>
    [
        .. Enumerable.Range(0, classes).Select(id =>
            (float)Math.Log(Math.Max(this[id] / (double)Math.Max(Total, 1), 1e-7))),
    ];
}

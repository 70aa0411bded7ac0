namespace Mas.Learning.Png;

/// <summary>
/// A picture as PNG stores it once palettes and small bit depths are expanded: 1 to 4 channels of 8 or 16 bit.
/// One channel is gray, two are gray and alpha, three are red, green and blue, four are those and alpha.
/// </summary>
public sealed class PngImage
{
    /// <summary>The most samples one picture may have, so that a hostile file cannot exhaust the memory.</summary>
    public const int MaxSamples = 1 << 27;

    /// <summary>A black (and fully transparent, where there is an alpha channel) picture.</summary>
    /// <inheritdoc cref="PngImage(int, int, int, int, ushort[])"/>
    public PngImage(int width, int height, int channels, int bitDepth)
        : this(width, height, channels, bitDepth, new ushort[SampleCount(width, height, channels)])
    {
    }

    /// <summary>A picture over the given samples, which are not copied.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 to 4.</param>
    /// <param name="bitDepth">8 or 16.</param>
    /// <param name="samples">The samples in <c>(height, width, channels)</c> order; see <see cref="Samples"/>.</param>
    /// <exception cref="ArgumentException">The sizes are out of range or do not match the samples.</exception>
    public PngImage(int width, int height, int channels, int bitDepth, ushort[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (bitDepth is not (8 or 16))
            throw new ArgumentOutOfRangeException(nameof(bitDepth), bitDepth, "The bit depth is 8 or 16.");
        if (samples.Length != SampleCount(width, height, channels))
        {
            throw new ArgumentException(
                $"{samples.Length} samples do not fill {width} x {height} x {channels}.", nameof(samples));
        }

        (Width, Height, Channels, BitDepth, Samples) = (width, height, channels, bitDepth, samples);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.</summary>
    public int Channels { get; }

    /// <summary>Bits a sample: 8 or 16.</summary>
    public int BitDepth { get; }

    /// <summary>The largest value a sample can have: 255 or 65535.</summary>
    public int MaxValue => BitDepth == 8 ? byte.MaxValue : ushort.MaxValue;

    /// <summary>
    /// The samples in <c>(Height, Width, Channels)</c> order, each 0 to <see cref="MaxValue"/>. Writable.
    /// </summary>
    public ushort[] Samples { get; }

    /// <summary>One sample.</summary>
    /// <param name="y">Row, from the top.</param>
    /// <param name="x">Column, from the left.</param>
    /// <param name="channel">Channel, from 0.</param>
    public ref ushort this[int y, int x, int channel = 0] => ref Samples[((y * Width) + x) * Channels + channel];

    private static int SampleCount(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        long count = (long)width * height * channels;
        if (count > MaxSamples)
            throw new ArgumentException($"A picture has at most {MaxSamples} samples, not {count}.");
        return (int)count;
    }
}

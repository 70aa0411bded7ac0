namespace Mas.Vision.Png;

/// <summary>
/// A picture's samples: 1 to 4 channels. One channel is gray (or a palette's index, where a file was read with
/// <see cref="PngReading.Stored"/>), two are gray and alpha, three are red, green and blue, four are those and alpha.
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
    /// <param name="bitDepth">8 or 16; of a single channel also 1, 2 or 4.</param>
    /// <param name="samples">The samples in <c>(height, width, channels)</c> order; see <see cref="Samples"/>.</param>
    /// <exception cref="ArgumentException">The sizes are out of range or do not match the samples.</exception>
    public PngImage(int width, int height, int channels, int bitDepth, ushort[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (bitDepth is not (8 or 16) && !(channels == 1 && bitDepth is 1 or 2 or 4))
        {
            throw new ArgumentOutOfRangeException(
                nameof(bitDepth), bitDepth, "The bit depth is 8 or 16, or 1, 2 or 4 of a single channel.");
        }

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

    /// <summary>Bits per sample: 1, 2, 4, 8 or 16.</summary>
    public int BitDepth { get; }

    /// <summary>The largest value a sample can have, such as 255 of 8 bits.</summary>
    public int MaxValue => (1 << BitDepth) - 1;

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
        var count = (long)width * height * channels;
        if (count > MaxSamples)
        {
            throw new ArgumentException($"A picture has at most {MaxSamples} samples, not {count}.");
        }

        return (int)count;
    }
}

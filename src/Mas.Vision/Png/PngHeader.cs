using System.Buffers.Binary;
using Mas.Learning;

namespace Mas.Vision.Png;

/// <summary>What a PNG file's IHDR chunk says about the picture.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits a stored sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha.</param>
/// <param name="Interlaced">Whether the rows are stored in Adam7's seven passes.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int ColorType, bool Interlaced)
{
    /// <summary>Bytes of the chunk's content.</summary>
    public const int Length = 13;

    /// <summary>Color type of pictures whose samples are palette indices.</summary>
    public const int Palette = 3;

    /// <summary>Samples a stored pixel.</summary>
    public int StoredChannels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Bytes from one pixel to the next as the filters see it, at least 1.</summary>
    public int FilterStride => Math.Max(1, StoredChannels * BitDepth / 8);

    /// <summary>Bytes of a stored row of that many pixels, without the filter byte.</summary>
    public int RowBytes(int pixels) => (int)((((long)pixels * StoredChannels * BitDepth) + 7) / 8);

    /// <summary>Reads the chunk's content.</summary>
    /// <param name="content">The 13 bytes of the chunk.</param>
    /// <param name="header">The header, where it is sound.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Parse(ReadOnlySpan<byte> content, out PngHeader header)
    {
        header = default;
        if (content.Length != Length)
        {
            return $"its header has {Plural.Of(content.Length, "byte")} instead of {Length}";
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(content);
        var height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        int bitDepth = content[8], colorType = content[9];
        var allowed = colorType switch
        {
            0 => bitDepth is 1 or 2 or 4 or 8 or 16,
            2 or 4 or 6 => bitDepth is 8 or 16,
            Palette => bitDepth is 1 or 2 or 4 or 8,
            _ => false,
        };
        if (!allowed)
        {
            return $"color type {colorType} with {bitDepth} bit does not exist";
        }

        if (content[10] != 0 || content[11] != 0 || content[12] > 1)
        {
            return "it uses a compression, filter or interlace method that does not exist";
        }

        if (width == 0 || height == 0)
        {
            return $"its size is {width} x {height}";
        }

        // Four samples a pixel is the most an expanded palette can need.
        const int limit = PngImage.MaxSamples / 4;
        if (width > limit || height > limit || (ulong)width * height > limit)
        {
            return $"its size of {width} x {height} is beyond the limit of {limit} pixels";
        }

        header = new PngHeader((int)width, (int)height, bitDepth, colorType, content[12] == 1);
        return null;
    }
}

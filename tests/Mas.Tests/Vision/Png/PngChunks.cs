using System.Buffers.Binary;
using System.Text;
using Mas.Vision.Png;

namespace Mas.Tests.Vision.Png;

/// <summary>Changes the chunks of PNG files, for pictures that the encoder does not write.</summary>
internal static class PngChunks
{
    // Behind the signature and the header.
    private const int SecondChunk = 33, ColorType = 25;

    /// <summary>A gray picture's file with its samples as indices into a palette.</summary>
    /// <param name="indices">One channel of at most 8 bits.</param>
    /// <param name="palette">Red, green and blue per color.</param>
    /// <param name="alpha">The first colors' alpha; empty: none.</param>
    public static byte[] Palette(PngImage indices, byte[] palette, params byte[] alpha)
    {
        var gray = PngCodec.Encode(indices);
        gray[ColorType] = 3;
        Seal(gray, 8);
        return
        [
            .. gray[..SecondChunk], .. Chunk("PLTE", palette), .. alpha.Length > 0 ? Chunk("tRNS", alpha) : [],
            .. gray[SecondChunk..],
        ];
    }

    /// <summary>A picture's file that names a transparent color.</summary>
    public static byte[] Transparent(PngImage picture, params ushort[] color)
    {
        var bytes = PngCodec.Encode(picture);
        byte[] content = [.. color.SelectMany(sample => new[] { (byte)(sample >> 8), (byte)sample })];
        return [.. bytes[..SecondChunk], .. Chunk("tRNS", content), .. bytes[SecondChunk..]];
    }

    /// <summary>Writes a chunk's checksum anew.</summary>
    public static void Seal(Span<byte> bytes, int chunk)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[chunk..]);
        var crc = Crc32.Of(bytes.Slice(chunk + 4, length + 4));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[(chunk + 8 + length)..], crc);
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Seal(chunk, 0);
        return chunk;
    }
}

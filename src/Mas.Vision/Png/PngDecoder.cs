using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Mas.Learning;

namespace Mas.Vision.Png;

/// <summary>Reads one PNG file; see <see cref="PngCodec.Decode"/>.</summary>
internal static class PngDecoder
{
    // Deflate can at best turn 258 bytes into two bits: a header that promises more than that lies.
    private const long MaxDeflateRatio = 1032;

    private const uint Ihdr = 0x49484452, Plte = 0x504C5445, Trns = 0x74524E53, Idat = 0x49444154, Iend = 0x49454E44;

    /// <summary>Decodes a picture whose bytes begin the buffer; the image data is gathered in place.</summary>
    /// <param name="bytes">The file's content: the beginning of <paramref name="buffer"/>. Overwritten.</param>
    /// <param name="buffer">The array that holds the bytes.</param>
    /// <param name="reading">Whether stored or shown values are wanted.</param>
    /// <param name="name">What to call the file in an error.</param>
    /// <exception cref="InputException">The bytes are not a PNG picture, are damaged or end too early.</exception>
    public static PngImage Decode(Span<byte> bytes, byte[] buffer, PngReading reading, string name)
    {
        if (!bytes.StartsWith(PngEncoder.Signature))
        {
            throw Fault(name, bytes.IsEmpty ? "is empty" : "is not a PNG file");
        }

        PngHeader? header = null;
        ReadOnlySpan<byte> palette = default, transparency = default;
        int position = PngEncoder.Signature.Length, dataStart = 0, dataLength = 0;
        var ended = false;
        while (!ended)
        {
            if (bytes.Length - position < 12)
            {
                throw Fault(name, "is truncated: its last chunk is missing");
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[position..]);
            if (length > bytes.Length - position - 12)
            {
                throw Fault(name, $"is truncated: a chunk of {Plural.Of(length, "byte")} does not fit into the file");
            }

            var type = BinaryPrimitives.ReadUInt32BigEndian(bytes[(position + 4)..]);
            var content = bytes.Slice(position + 8, (int)length);
            var crc = BinaryPrimitives.ReadUInt32BigEndian(bytes[(position + 8 + content.Length)..]);
            if (crc != Crc32.Of(bytes.Slice(position + 4, content.Length + 4)))
            {
                throw Fault(name, $"is damaged: the checksum of the chunk at byte {position} does not match");
            }

            if (header is null != (type == Ihdr))
            {
                throw Fault(name, "is damaged: a PNG file begins with exactly one header");
            }

            position += content.Length + 12;

            switch (type)
            {
                case Ihdr:
                    if (PngHeader.Parse(content, out var parsed) is { } fault)
                    {
                        throw Fault(name, $"is damaged: {fault}");
                    }

                    header = parsed;
                    break;
                case Plte:
                    palette = content;
                    break;
                case Trns:
                    transparency = content;
                    break;
                case Idat:
                    if (dataLength == 0)
                    {
                        dataStart = position - content.Length - 4;
                    }

                    content.CopyTo(bytes[(dataStart + dataLength)..]);
                    dataLength += content.Length;
                    break;
                case Iend:
                    ended = true;
                    break;
                default:
                    // Bit 5 of the first letter is clear in chunks that no reader may pass over.
                    if ((type & 0x20000000) == 0)
                    {
                        throw Fault(name, "has a critical chunk of an unknown kind");
                    }

                    break;
            }
        }

        if (header!.Value.ColorType == PngHeader.Palette && (palette.Length is 0 or > 768 || palette.Length % 3 != 0))
        {
            throw Fault(name, "is damaged: its palette is missing or has a wrong length");
        }

        var pixels = new PngPixels(header.Value, reading, palette, transparency);
        using var data = new MemoryStream(buffer, dataStart, dataLength, writable: false);
        return Inflate(header.Value, pixels, data, name);
    }

    private static PngImage Inflate(PngHeader header, PngPixels pixels, MemoryStream data, string name)
    {
        if ((long)header.RowBytes(header.Width) * header.Height > data.Length * MaxDeflateRatio)
        {
            throw Fault(
                name,
                $"is damaged: {Plural.Of(data.Length, "byte")} cannot hold {header.Width} x {header.Height} pixels");
        }

        var image = new PngImage(header.Width, header.Height, pixels.Channels, pixels.BitDepth);
        var padded = header.RowBytes(header.Width) + header.FilterStride;
        var scratch = ArrayPool<byte>.Shared.Rent(2 * padded);
        var line = header.Interlaced ? new ushort[header.Width * pixels.Channels] : [];
        try
        {
            using var zlib = new ZLibStream(data, CompressionMode.Decompress);
            foreach (var pass in PngPass.Of(header))
            {
                ReadPass(header, pixels, pass, zlib, scratch, line, image);
            }

            // Asking for more makes the stream verify its own checksum.
            if (zlib.ReadByte() >= 0)
            {
                throw new InvalidDataException("There is more data than the pixels need.");
            }

            return image;
        }
        catch (EndOfStreamException exception)
        {
            throw Fault(name, "is truncated: its image data ends too early", exception);
        }
        catch (InvalidDataException exception)
        {
            throw Fault(name, "is damaged: its image data cannot be decompressed", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static void ReadPass(
        PngHeader header, PngPixels pixels, PngPass pass, Stream zlib, byte[] scratch, ushort[] line, PngImage image)
    {
        int stride = header.FilterStride, rowBytes = header.RowBytes(pass.Columns), padded = rowBytes + stride;
        Span<byte> row = scratch.AsSpan(0, padded), above = scratch.AsSpan(padded, padded);
        scratch.AsSpan(0, 2 * padded).Clear();
        for (var y = 0; y < pass.Rows; y++)
        {
            // The filter's type lands in the padding, which becomes zero again.
            zlib.ReadExactly(row[(stride - 1)..]);
            int type = row[stride - 1];
            row[stride - 1] = 0;
            if (type >= PngFilter.Count)
            {
                throw new InvalidDataException($"There is no filter {type}.");
            }

            PngFilter.Undo(type, row, above, stride);

            var channels = image.Channels;
            var target = image.Samples.AsSpan((pass.Top + (y * pass.RowStep)) * image.Width * channels);
            if (!header.Interlaced)
            {
                pixels.Expand(row[stride..], target[..(image.Width * channels)]);
            }
            else
            {
                var samples = line.AsSpan(0, pass.Columns * channels);
                pixels.Expand(row[stride..], samples);
                for (var x = 0; x < pass.Columns; x++)
                {
                    samples.Slice(x * channels, channels)
                        .CopyTo(target[((pass.Left + (x * pass.ColumnStep)) * channels)..]);
                }
            }

            var next = above;
            above = row;
            row = next;
        }
    }

    private static InputException Fault(string name, string what, Exception? cause = null) =>
        new($"The picture '{name}' {what}.", cause);
}

using System.Buffers;
using System.IO.Compression;
using Mas.Learning;

namespace Mas.Vision.Png;

/// <summary>
/// Reads and writes PNG pictures (ISO/IEC 15948). Reads every color type, bit depth, filter and interlacing; writes
/// every bit depth, without palette or interlacing. Color spaces and ancillary chunks other than transparency are
/// passed over.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public static class PngCodec
{
    /// <summary>Decodes a picture.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="reading">Whether stored or shown values are wanted.</param>
    /// <param name="name">What to call the file in an error.</param>
    /// <exception cref="InputException">The bytes are not a PNG picture, are damaged or end too early.</exception>
    public static PngImage Decode(ReadOnlySpan<byte> bytes, PngReading reading, string name)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            bytes.CopyTo(buffer);
            return PngDecoder.Decode(buffer.AsSpan(0, bytes.Length), buffer, reading, name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Decodes the picture in a file, as <see cref="Decode"/> does, without a second copy of its bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">Whether stored or shown values are wanted.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is not a PNG picture, is damaged or ends too early.
    /// </exception>
    public static PngImage Read(string path, PngReading reading)
    {
        byte[] buffer = [];
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length > int.MaxValue / 2)
            {
                throw new InputException($"The picture '{path}' is too large: {length} bytes.");
            }

            buffer = ArrayPool<byte>.Shared.Rent((int)length);
            var filled = 0;
            while (filled < length)
            {
                var count = RandomAccess.Read(file, buffer.AsSpan(filled, (int)length - filled), filled);
                if (count == 0)
                {
                    break;
                }

                filled += count;
            }

            return PngDecoder.Decode(buffer.AsSpan(0, filled), buffer, reading, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The picture '{path}' cannot be read: {exception.Message}", exception);
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>
    /// Encodes a picture; every row takes the filter that leaves the smallest sum of magnitudes. The same picture
    /// gives the same bytes on the same machine.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="level">How hard to compress: the fastest is right for thousands of small maps.</param>
    /// <returns>The content of a PNG file.</returns>
    public static byte[] Encode(PngImage image, CompressionLevel level = CompressionLevel.Fastest)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PngEncoder.Encode(image, level);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mas.Vision.Png;

/// <summary>Writes a picture as PNG; see <see cref="PngCodec.Encode"/>.</summary>
internal static class PngEncoder
{
    /// <summary>The eight bytes every PNG file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [137, 80, 78, 71, 13, 10, 26, 10];

    /// <inheritdoc cref="PngCodec.Encode"/>
    public static byte[] Encode(PngImage image, CompressionLevel level)
    {
        using var output = new MemoryStream(1024 + (image.Samples.Length / 2));
        output.Write(Signature);
        var start = BeginChunk(output, "IHDR");
        Span<byte> header = stackalloc byte[PngHeader.Length];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = (byte)image.BitDepth;
        header[9] = image.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        output.Write(header);
        EndChunk(output, start);

        start = BeginChunk(output, "IDAT");
        using (var zlib = new ZLibStream(output, level, leaveOpen: true))
        {
            WriteRows(image, zlib);
        }

        EndChunk(output, start);
        EndChunk(output, BeginChunk(output, "IEND"));
        return output.ToArray();
    }

    private static void WriteRows(PngImage image, Stream zlib)
    {
        var stride = Math.Max(1, image.Channels * image.BitDepth / 8);
        var rowBytes = ((image.Width * image.Channels * image.BitDepth) + 7) / 8;
        var padded = rowBytes + stride;

        // Two padded plain rows, then the best filtered row so far and the one being tried, each behind its type.
        var scratch = ArrayPool<byte>.Shared.Rent((2 * padded) + (2 * (rowBytes + 1)));
        scratch.AsSpan(0, 2 * padded).Clear();
        Span<byte> row = scratch.AsSpan(0, padded), above = scratch.AsSpan(padded, padded);
        var best = scratch.AsSpan(2 * padded, rowBytes + 1);
        var trial = scratch.AsSpan((2 * padded) + rowBytes + 1, rowBytes + 1);
        for (var y = 0; y < image.Height; y++)
        {
            StoreRow(image, y, row[stride..]);
            var least = long.MaxValue;
            for (var type = 0; type < PngFilter.Count; type++)
            {
                trial[0] = (byte)type;
                var sum = PngFilter.Apply(type, row, above, stride, trial[1..]);
                if (sum >= least)
                {
                    continue;
                }

                least = sum;
                var worse = best;
                best = trial;
                trial = worse;
            }

            zlib.Write(best);
            var next = above;
            above = row;
            row = next;
        }

        ArrayPool<byte>.Shared.Return(scratch);
    }

    private static void StoreRow(PngImage image, int y, Span<byte> bytes)
    {
        var count = image.Width * image.Channels;
        ReadOnlySpan<ushort> samples = image.Samples.AsSpan(y * count, count);
        switch (image.BitDepth)
        {
            case 16:
                for (var i = 0; i < samples.Length; i++)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * i)..], samples[i]);
                }

                break;
            case 8:
                for (var i = 0; i < samples.Length; i++)
                {
                    bytes[i] = (byte)samples[i];
                }

                break;
            default:
                // Several samples share a byte, the leftmost in the highest bits.
                bytes.Clear();
                for (int i = 0, bit = 0; i < samples.Length; i++, bit += image.BitDepth)
                {
                    bytes[bit >> 3] |= (byte)(samples[i] << (8 - image.BitDepth - (bit & 7)));
                }

                break;
        }
    }

    private static long BeginChunk(MemoryStream output, string type)
    {
        var start = output.Position;
        output.Write([0, 0, 0, 0]);
        output.Write(Encoding.ASCII.GetBytes(type));
        return start;
    }

    // The length is known only now, so it is filled in behind; the checksum covers type and content.
    private static void EndChunk(MemoryStream output, long start)
    {
        var chunk = output.GetBuffer().AsSpan((int)start, (int)(output.Position - start));
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - 8);
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Of(chunk[4..]));
        output.Write(crc);
    }
}

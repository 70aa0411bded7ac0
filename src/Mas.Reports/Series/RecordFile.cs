using System.Buffers.Binary;
using System.Numerics;

namespace Mas.Reports.Series;

/// <summary>
/// The framing of TensorFlow's record files (TFRecord): length, checksum of the length, content, checksum of the content,
/// little-endian. Source: the comment at the head of tensorflow/core/lib/io/record_writer.h.
/// </summary>
internal static class RecordFile
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>Appends a record.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">What the record holds.</param>
    public static void Append(Stream file, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Masked(Crc32C(head[..sizeof(ulong)])));
        file.Write(head);
        file.Write(content);
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(Crc32C(content)));
        file.Write(tail);
    }

    /// <summary>The checksum by Castagnoli's polynomial (RFC 3720, appendix B.4).</summary>
    /// <param name="content">The bytes.</param>
    internal static uint Crc32C(ReadOnlySpan<byte> content)
    {
        var sum = uint.MaxValue;
        foreach (var each in content)
        {
            sum = BitOperations.Crc32C(sum, each);
        }

        return ~sum;
    }

    /// <summary>A checksum as it is stored: that of content which has checksums in it would be poor.</summary>
    /// <param name="sum">The checksum.</param>
    internal static uint Masked(uint sum) => BitOperations.RotateRight(sum, 15) + MaskDelta;
}

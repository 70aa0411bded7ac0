using System.Buffers.Binary;
using System.Text;

namespace Mas.Reports.Series;

/// <summary>
/// TensorBoard's event files: records that each hold an <c>Event</c> with a <c>Summary</c> of scalars, in the protobuf
/// encoding. The fields are those of tensorflow/core/util/event.proto and framework/summary.proto: Event has wall_time
/// (1, double), step (2, int64), file_version (3, string) and summary (5); Summary has value (1), and a value has
/// tag (1, string) and simple_value (2, float).
/// </summary>
internal static class EventFile
{
    private const string Version = "brain.Event:2";
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Length = 2;
    private const int Fixed32 = 5;

    /// <summary>Writes a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="began">The time of its first event, in UTC.</param>
    /// <param name="scalars">The scalars, each with its tag.</param>
    public static void Write(Stream file, DateTime began, IEnumerable<(string Tag, Measurement Measured)> scalars)
    {
        RecordFile.Append(file, Event(began, 0, 3, Encoding.UTF8.GetBytes(Version)));
        foreach (var (tag, measured) in scalars)
        {
            RecordFile.Append(file, Event(measured.Time, measured.Round, 5, Summary(tag, (float)measured.Value)));
        }
    }

    private static byte[] Event(DateTime time, int step, int field, byte[] content)
    {
        using var message = new MemoryStream();
        Key(message, 1, Fixed64);
        Span<byte> seconds = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(seconds, (time - DateTime.UnixEpoch).TotalSeconds);
        message.Write(seconds);
        Key(message, 2, Varint);
        Number(message, (ulong)step);
        Field(message, field, content);
        return message.ToArray();
    }

    private static byte[] Summary(string tag, float number)
    {
        using var value = new MemoryStream();
        Field(value, 1, Encoding.UTF8.GetBytes(tag));
        Key(value, 2, Fixed32);
        Span<byte> simple = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(simple, number);
        value.Write(simple);
        using var summary = new MemoryStream();
        Field(summary, 1, value.ToArray());
        return summary.ToArray();
    }

    private static void Field(MemoryStream message, int field, byte[] content)
    {
        Key(message, field, Length);
        Number(message, (ulong)content.Length);
        message.Write(content);
    }

    private static void Key(MemoryStream message, int field, int wireType) =>
        Number(message, (ulong)((field << 3) | wireType));

    private static void Number(MemoryStream message, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            message.WriteByte((byte)(number | 0x80));
        }

        message.WriteByte((byte)number);
    }
}

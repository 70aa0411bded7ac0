using System.Buffers.Binary;
using System.Text;

namespace Mas.Tests.Reports.Series;

/// <summary>Reads event files, by the published formats and by none of the code that writes them.</summary>
internal static class EventRecords
{
    /// <summary>The scalars of a file, after its version.</summary>
    internal static IReadOnlyList<(string Tag, long Step, double Time, float Value)> Read(byte[] file)
    {
        var scalars = new List<(string, long, double, float)>();
        var isFirst = true;
        for (var rest = file.AsSpan(); rest.Length > 0;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            Assert.Equal(Masked(rest.Slice(12, length)), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            var message = Fields(rest.Slice(12, length));
            var time = BitConverter.ToDouble(message[1]);
            if (isFirst)
            {
                Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(message[3]));
            }
            else
            {
                scalars.Add(Scalar(message, time));
            }

            isFirst = false;
            rest = rest[(12 + length + 4)..];
        }

        return scalars;
    }

    private static (string, long, double, float) Scalar(Dictionary<int, byte[]> message, double time)
    {
        var value = Fields(Fields(message[5])[1]);
        return (Encoding.UTF8.GetString(value[1]), BitConverter.ToInt64(message[2]), time, BitConverter.ToSingle(value[2]));
    }

    /// <summary>The fields of a message by number; numbers as eight bytes.</summary>
    private static Dictionary<int, byte[]> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new Dictionary<int, byte[]>();
        while (message.Length > 0)
        {
            var key = Number(ref message);
            var length = (key & 7) switch { 1 => 8, 5 => 4, 2 => (int)Number(ref message), _ => 0 };
            fields.Add((int)(key >> 3), length == 0 && (key & 7) == 0
                ? BitConverter.GetBytes(Number(ref message)) : message[..length].ToArray());
            message = message[length..];
        }

        return fields;
    }

    private static ulong Number(ref ReadOnlySpan<byte> message)
    {
        var (number, shift) = (0ul, 0);
        for (; ; shift += 7)
        {
            var next = message[0];
            message = message[1..];
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }

    /// <summary>The checksum bit by bit, with the reversed polynomial 0x82F63B78.</summary>
    private static uint Masked(ReadOnlySpan<byte> content)
    {
        var sum = uint.MaxValue;
        foreach (var each in content)
        {
            sum ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0x82F63B78);
            }
        }

        sum = ~sum;
        return ((sum >> 15) | (sum << 17)) + 0xa282ead8;
    }
}

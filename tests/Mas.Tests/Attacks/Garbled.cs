using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Mas.Tests.Attacks;

/// <summary>Inputs nobody would send who means well: noise, and good inputs that were tampered with.</summary>
internal static class Garbled
{
    private static readonly string[] _pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e999", "9223372036854775808", "\"NaN\"", "\\u0000",
        "\"protocol\":9", "\"trained\":", "\"__metadata__\":", "\"data_offsets\":[0,4]",
        "\"shape\":[2147483647,2147483647]",
        "\u00ff", "../", "\r\n", new string('[', 4000), new string('a', 4000),
    ];

    /// <summary>Noise, pieces of documents, and what becomes of a good input that is cut, repeated and changed.</summary>
    internal static Arbitrary<byte[]> Of(byte[] good) => Gen.OneOf(Noise, Pieces, Tampered(good)).ToArbitrary();

    private static Gen<byte[]> Noise =>
        from length in Gen.Choose(0, 600)
        from bytes in Gen.Choose(0, 255).ArrayOf(length)
        select Array.ConvertAll(bytes, value => (byte)value);

    private static Gen<byte[]> Pieces =>
        from pieces in Gen.Elements(_pieces).ListOf()
        select Encoding.UTF8.GetBytes(string.Concat(pieces));

    private static Gen<byte[]> Tampered(byte[] good) =>
        from edits in (from kind in Gen.Choose(0, 4)
                       from place in Gen.Choose(0, int.MaxValue)
                       from value in Gen.Choose(0, int.MaxValue)
                       select (kind, place, value)).NonEmptyListOf()
        select edits.Take(6).Aggregate(good, (bytes, edit) => Edit(bytes, edit.kind, edit.place, edit.value));

    private static byte[] Edit(byte[] bytes, int kind, int place, int value)
    {
        if (bytes.Length == 0)
        {
            return [(byte)value];
        }

        var at = place % bytes.Length;
        var length = value % Math.Min(64, bytes.Length - at);
        switch (kind)
        {
            case 0:
                var changed = (byte[])bytes.Clone();
                changed[at] = (byte)value;
                return changed;
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]];
            case 3:
                return bytes[..at];
            default:
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(_pieces[value % _pieces.Length]), .. bytes[at..]];
        }
    }
}

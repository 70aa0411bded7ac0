using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mas.Server.Storage;

namespace Mas.Server.Audit;

/// <summary>
/// How entries of the audit trail hang together: each has the hash of the one before it, so that an entry that is
/// changed, removed or put between others shows at the next.
/// </summary>
internal static class AuditChain
{
    /// <summary>What the first entry has in place of a hash before it.</summary>
    internal static string Root { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>The entry that follows another.</summary>
    /// <param name="last">The last entry; null = there is none.</param>
    /// <param name="time">When it is written.</param>
    /// <param name="note">What it says.</param>
    internal static AuditRow Next(AuditRow? last, DateTimeOffset time, AuditNote note)
    {
        var (number, previous) = (last?.Number + 1 ?? 1, last?.Hash ?? Root);
        var moment = time.ToUnixTimeMilliseconds();
        var deed = AuditWords.Of(note.Deed);
        return new AuditRow
        {
            Number = number,
            Time = moment,
            Who = note.Who,
            Address = note.Address,
            Deed = deed,
            Subject = note.Subject,
            Outcome = note.Outcome,
            Previous = previous,
            Hash = Hash(number, moment, note.Who, note.Address, deed, note.Subject, note.Outcome, previous),
        };
    }

    /// <summary>What is wrong with an entry behind another, a sentence; null = nothing.</summary>
    /// <param name="last">The entry before it; null = it is to be the first.</param>
    /// <param name="row">The entry.</param>
    internal static string? Fault(AuditRow? last, AuditRow row)
    {
        var number = last?.Number + 1 ?? 1;
        if (row.Number != number)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"Entry {number} is missing: the next one has the number {row.Number}.");
        }

        if (row.Previous != (last?.Hash ?? Root))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Entry {number} does not follow the entry before it: one of the two was replaced.");
        }

        return row.Hash == Hash(
            row.Number, row.Time, row.Who, row.Address, row.Deed, row.Subject, row.Outcome, row.Previous)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"Entry {number} was changed: its hash does not fit what it says.");
    }

    /// <summary>Every field with its length before it, so that no two entries have the same bytes.</summary>
    private static string Hash(
        long number, long time, string who, string address, string deed, string subject, string outcome,
        string previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] fields =
        [
            "mas audit 1", number.ToString(CultureInfo.InvariantCulture), time.ToString(CultureInfo.InvariantCulture),
            who, address, deed, subject, outcome, previous,
        ];
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

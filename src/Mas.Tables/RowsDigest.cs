using System.Security.Cryptography;
using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>The digest of the rows of a client.</summary>
internal static class RowsDigest
{
    private const int BytesPerValue = 8;

    /// <summary>The digest of all that training reads of some columns.</summary>
    /// <param name="name">The client.</param>
    /// <param name="splits">Its rows by split.</param>
    /// <param name="columns">The columns, described.</param>
    internal static ShardDigest Of(string name, int[][] splits, IReadOnlyList<TableColumn> columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[BytesPerValue * columns.Count];
        foreach (var rows in splits)
        {
            BitConverter.TryWriteBytes(bytes, rows.LongLength);
            hash.AppendData(bytes, 0, BytesPerValue);
            foreach (var row in rows)
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    columns[column].WriteTo(bytes.AsSpan(column * BytesPerValue), row);
                }

                hash.AppendData(bytes);
            }
        }

        return new ShardDigest(name, splits.Sum(rows => rows.Length), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

using System.Security.Cryptography;
using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>The digest of the rows of a client.</summary>
internal static class RowsDigest
{
    private const int BytesPerValue = 8;

    /// <summary>Rows that are put together column by column, so that their cells are fetched at once.</summary>
    private const int BlockRows = 256;

    /// <summary>The digest of all that training reads of some columns.</summary>
    /// <param name="name">The client.</param>
    /// <param name="splits">Its rows by split.</param>
    /// <param name="columns">The columns, described.</param>
    internal static ShardDigest Of(string name, int[][] splits, IReadOnlyList<TableColumn> columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytesPerRow = BytesPerValue * columns.Count;
        var bytes = new byte[bytesPerRow * BlockRows];
        foreach (var rows in splits)
        {
            BitConverter.TryWriteBytes(bytes, rows.LongLength);
            hash.AppendData(bytes, 0, BytesPerValue);
            for (var first = 0; first < rows.Length; first += BlockRows)
            {
                var block = rows.AsSpan(first, Math.Min(BlockRows, rows.Length - first));
                for (var column = 0; column < columns.Count; column++)
                {
                    for (var row = 0; row < block.Length; row++)
                    {
                        columns[column].WriteTo(
                            bytes.AsSpan((row * bytesPerRow) + (column * BytesPerValue), BytesPerValue), block[row]);
                    }
                }

                hash.AppendData(bytes, 0, block.Length * bytesPerRow);
            }
        }

        return new ShardDigest(name, splits.Sum(rows => rows.Length), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

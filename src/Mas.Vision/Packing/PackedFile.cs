using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mas.Learning.Files;
using Microsoft.Win32.SafeHandles;

namespace Mas.Vision.Packing;

/// <summary>
/// One client's packed cache on disk: a header (magic, version, record bytes, record count, key), the records, and
/// the SHA-256 of the records. The key tells what the records were made from; a file with another key, or a damaged
/// one, is made anew.
/// </summary>
internal static class PackedFile
{
    /// <summary>Bytes before the first record.</summary>
    public const int HeaderBytes = 64;

    /// <summary>Changes whenever the records' meaning does.</summary>
    private const int Version = 3;

    private static ReadOnlySpan<byte> Magic => "MASVIEWS"u8;

    /// <summary>The key of a client's records.</summary>
    /// <param name="root">The data set's root.</param>
    /// <param name="meaning">What the records are besides their files: sizes, fields, how values are read.</param>
    /// <param name="files">The files they are made from, in the order of the records.</param>
    /// <returns>
    /// 32 bytes that change with the meaning and with any file's name, length or modification time. For a link, those of
    /// its target are used, and the target's path counts too.
    /// </returns>
    public static byte[] Key(string root, string meaning, IReadOnlyList<string> files)
    {
        var text = new StringBuilder();
        text.Append($"{Version} {BitConverter.IsLittleEndian} {meaning}");
        foreach (var folder in files.SelectMany(path => FoldersOf(root, path)).Distinct(StringComparer.Ordinal))
        {
            if (Final(new DirectoryInfo(folder)) is { } target)
            {
                text.Append($"\n{Path.GetRelativePath(root, folder)} > {target.FullName}");
            }
        }

        foreach (var path in files)
        {
            var file = new FileInfo(path);
            var target = Final(file) as FileInfo;
            text.Append($"\n{Path.GetRelativePath(root, path)} {Written(target ?? file)}");
            if (target is not null)
            {
                text.Append($" > {target.FullName}");
            }
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>
    /// Writes the records to a temporary file, which takes the place of the old one once it is safe on disk.
    /// </summary>
    /// <param name="path">The cache file.</param>
    /// <param name="key">The records' key.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="count">Records.</param>
    /// <param name="fill">Fills one record; false gives up, and no file is left.</param>
    /// <returns>Whether the file was written.</returns>
    public static bool Write(string path, byte[] key, int recordBytes, int count, Func<int, byte[], bool> fill)
    {
        using var incoming = new IncomingFile(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        incoming.Content.Write(Header(key, recordBytes, count));
        var record = new byte[recordBytes];
        var complete = true;
        for (var i = 0; i < count; i++)
        {
            // Even after a fault every record is tried, so that all faults are found at once.
            complete &= fill(i, record);
            if (!complete)
            {
                continue;
            }

            hash.AppendData(record);
            incoming.Content.Write(record);
        }

        incoming.Content.Write(hash.GetHashAndReset());
        if (complete)
        {
            incoming.Keep(path);
        }

        return complete;
    }

    /// <summary>
    /// Opens a cache file if header and length match the key; its records are not checked.
    /// </summary>
    /// <param name="path">The cache file.</param>
    /// <param name="key">The records' key.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="count">Records.</param>
    /// <returns>The records, on disk, or null where the file is missing, stale or cut short.</returns>
    public static PackedRecords? Open(string path, byte[] key, int recordBytes, int count)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] found = new byte[HeaderBytes], sum = new byte[SHA256.HashSizeInBytes];
            if (RandomAccess.GetLength(file) == SumPlace(recordBytes, count) + sum.Length
                && Fill(file, found, 0) && Fill(file, sum, SumPlace(recordBytes, count))
                && found.AsSpan().SequenceEqual(Header(key, recordBytes, count)))
            {
                return new PackedRecords(file, recordBytes, Convert.ToHexStringLower(sum));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no cache.
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Reads all records of a cache file, once, and checks every byte.</summary>
    /// <param name="path">The cache file.</param>
    /// <param name="key">The records' key.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="count">Records.</param>
    /// <returns>The records, in memory, or null where the file is missing, stale or damaged.</returns>
    public static PackedRecords? Load(string path, byte[] key, int recordBytes, int count)
    {
        using var file = Open(path, key, recordBytes, count);
        if (file is null)
        {
            return null;
        }

        try
        {
            var records = GC.AllocateUninitializedArray<byte>(recordBytes * count);
            for (var i = 0; i < count; i++)
            {
                file.Record(i, records.AsSpan(i * recordBytes, recordBytes));
            }

            return Convert.ToHexStringLower(SHA256.HashData(records)) == file.Sha256
                ? new PackedRecords(records, recordBytes, file.Sha256) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Fills the bytes from a place in a file; false where the file ends before.</summary>
    public static bool Fill(SafeFileHandle file, Span<byte> bytes, long position)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, position);
            if (read == 0)
            {
                return false;
            }

            bytes = bytes[read..];
            position += read;
        }

        return true;
    }

    private static long SumPlace(int recordBytes, int count) => HeaderBytes + ((long)recordBytes * count);

    /// <summary>The folders between the root and a file.</summary>
    private static IEnumerable<string> FoldersOf(string root, string path)
    {
        for (var above = Path.GetDirectoryName(path); above is not null && above.Length > root.Length;
            above = Path.GetDirectoryName(above))
        {
            yield return above;
        }
    }

    /// <summary>The final target of a link; null if it is not a link, or has no target.</summary>
    private static FileSystemInfo? Final(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null ? null : entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            // A ring of links; reading the file reports it.
            return null;
        }
    }

    private static string Written(FileInfo file) =>
        file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "missing";

    private static byte[] Header(byte[] key, int recordBytes, int count)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), recordBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), count);
        key.CopyTo(header, 32);
        return header;
    }
}

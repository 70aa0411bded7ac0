using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mas.Learning.Files;
using Microsoft.Win32.SafeHandles;

namespace Mas.Learning.Data;

/// <summary>
/// One building's packed cache on disk: a header (magic, version, record bytes, record count, key), the records, and
/// the SHA-256 of everything before it. The key tells what the records were made from; a file with another key, or a
/// damaged one, is made anew.
/// </summary>
internal static class PackedFile
{
    /// <summary>Bytes before the first record.</summary>
    public const int HeaderBytes = 64;

    /// <summary>Changes whenever the records' meaning does.</summary>
    private const int Version = 2;

    private static ReadOnlySpan<byte> Magic => "MASVIEWS"u8;

    /// <summary>The key of a building's records.</summary>
    /// <param name="root">The data set's root.</param>
    /// <param name="building">The building's files.</param>
    /// <param name="layout">The records' layout.</param>
    /// <param name="reader">Reads the files.</param>
    /// <returns>
    /// 32 bytes that change with the layout, with what the description says of stored values, and with any file's name,
    /// length or time of writing.
    /// </returns>
    public static byte[] Key(string root, BuildingFiles building, RecordLayout layout, MapReader reader)
    {
        var text = new StringBuilder();
        text.Append($"{Version} {BitConverter.IsLittleEndian} {layout.ImageSize} {reader.Key}");
        foreach (MapFormat format in layout.Formats)
            text.Append($" {format.Folder}");
        foreach (string path in building.Views.SelectMany(view => view.All))
        {
            var file = new FileInfo(path);
            text.Append($"\n{Path.GetRelativePath(root, path)} {file.Length} {file.LastWriteTimeUtc.Ticks}");
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
        Append(Header(key, recordBytes, count));
        var record = new byte[recordBytes];
        bool complete = true;
        for (int i = 0; i < count; i++)
        {
            // Even after a fault every record is tried, so that all faults are found at once.
            complete &= fill(i, record);
            if (complete)
                Append(record);
        }

        incoming.Content.Write(hash.GetHashAndReset());
        if (complete)
            incoming.Keep(path);
        return complete;

        void Append(byte[] bytes)
        {
            hash.AppendData(bytes);
            incoming.Content.Write(bytes);
        }
    }

    /// <summary>
    /// Opens a cache file if header and length are what the key asks for; its content is not looked at.
    /// </summary>
    /// <param name="path">The cache file.</param>
    /// <param name="key">The records' key.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="count">Records.</param>
    /// <returns>The open file, or null where it is missing, stale or cut short.</returns>
    public static SafeFileHandle? Open(string path, byte[] key, int recordBytes, int count)
    {
        if (!File.Exists(path))
            return null;
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var found = new byte[HeaderBytes];
            if (RandomAccess.GetLength(file) == ContentBytes(recordBytes, count) + SHA256.HashSizeInBytes
                && Fill(file, found, 0) && found.AsSpan().SequenceEqual(Header(key, recordBytes, count)))
                return file;
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
    /// <returns>The records, or null where the file is missing, stale or damaged.</returns>
    public static byte[]? Load(string path, byte[] key, int recordBytes, int count)
    {
        using SafeFileHandle? file = Open(path, key, recordBytes, count);
        if (file is null)
            return null;
        try
        {
            byte[] records = GC.AllocateUninitializedArray<byte>(recordBytes * count);
            var sum = new byte[SHA256.HashSizeInBytes];
            if (!Fill(file, records, HeaderBytes) || !Fill(file, sum, ContentBytes(recordBytes, count)))
                return null;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Header(key, recordBytes, count));
            hash.AppendData(records);
            return sum.AsSpan().SequenceEqual(hash.GetHashAndReset()) ? records : null;
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
            int read = RandomAccess.Read(file, bytes, position);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            position += read;
        }

        return true;
    }

    private static long ContentBytes(int recordBytes, int count) => HeaderBytes + ((long)recordBytes * count);

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

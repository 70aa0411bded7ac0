using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
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
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "MASVIEWS"u8;

    /// <summary>The key of a building's records.</summary>
    /// <param name="root">The data set's root.</param>
    /// <param name="building">The building's files.</param>
    /// <param name="layout">The records' layout.</param>
    /// <returns>32 bytes that change with the layout and with any file's name, length or time of writing.</returns>
    public static byte[] Key(string root, BuildingFiles building, RecordLayout layout)
    {
        var text = new StringBuilder();
        text.Append($"{Version} {BitConverter.IsLittleEndian} {layout.ImageSize}");
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
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        bool complete = true;
        try
        {
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                Append(Header(key, recordBytes, count));
                var record = new byte[recordBytes];
                for (int i = 0; i < count; i++)
                {
                    // Even after a fault every record is tried, so that all faults are found at once.
                    complete &= fill(i, record);
                    if (complete)
                        Append(record);
                }

                stream.Write(hash.GetHashAndReset());
                if (complete)
                    stream.Flush(flushToDisk: true);

                void Append(byte[] bytes)
                {
                    hash.AppendData(bytes);
                    stream.Write(bytes);
                }
            }

            if (complete)
                File.Move(temporary, path, overwrite: true);
            return complete;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a cache file if it holds what the key asks for.</summary>
    /// <param name="path">The cache file.</param>
    /// <param name="key">The records' key.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    /// <param name="count">Records.</param>
    /// <param name="thorough">Whether to read and check all of the content, not just header and length.</param>
    /// <returns>The open file, or null where it is missing, stale or damaged.</returns>
    public static SafeFileHandle? Open(string path, byte[] key, int recordBytes, int count, bool thorough)
    {
        if (!File.Exists(path))
            return null;
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (IsSound(file, Header(key, recordBytes, count), recordBytes, count, thorough))
                return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no cache.
        }

        file?.Dispose();
        return null;
    }

    private static bool IsSound(SafeFileHandle file, byte[] header, int recordBytes, int count, bool thorough)
    {
        long content = HeaderBytes + ((long)recordBytes * count);
        Span<byte> found = stackalloc byte[HeaderBytes];
        if (RandomAccess.GetLength(file) != content + SHA256.HashSizeInBytes
            || RandomAccess.Read(file, found, 0) != HeaderBytes || !found.SequenceEqual(header))
            return false;
        if (!thorough)
            return true;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (long position = 0; position < content;)
        {
            int wanted = (int)Math.Min(buffer.Length, content - position);
            int read = RandomAccess.Read(file, buffer.AsSpan(0, wanted), position);
            if (read == 0)
                return false;
            hash.AppendData(buffer, 0, read);
            position += read;
        }

        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        return RandomAccess.Read(file, sum, content) == sum.Length && sum.SequenceEqual(hash.GetHashAndReset());
    }

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

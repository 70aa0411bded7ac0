using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>
/// Files that are there whole or not at all: written under a temporary name, flushed to the disk, then renamed over
/// the old one. A crash at any moment leaves the old content or the new.
/// </summary>
internal static class DurableFile
{
    internal const string TemporarySuffix = ".tmp";

    /// <summary>Writes what <paramref name="write"/> gives.</summary>
    /// <returns>Hexadecimal SHA-256 of the content, lower case.</returns>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    internal static string Write(string path, Action<Stream> write)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            string sha256;
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
            }

            File.Move(temporary, path, overwrite: true);
            DirectoryEntry.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return sha256;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RemoveQuietly(temporary);
            throw new IOException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    internal static void WriteJson<T>(string path, T value, JsonTypeInfo<T> type) => Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, value, type);
        stream.WriteByte((byte)'\n');
    });

    /// <summary>Reads what a program has written, in which a newer version may have more keys.</summary>
    /// <exception cref="InputException">
    /// The file is missing, cannot be read or does not hold what it should.
    /// </exception>
    internal static T ReadJson<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, type)
                ?? throw new InputException($"{path} does not hold a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path} is not the JSON it should be: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void RemoveQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The fault that led here is the one to tell; the next write replaces the leftover.
        }
    }
}

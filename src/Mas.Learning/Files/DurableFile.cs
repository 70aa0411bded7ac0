using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mas.Learning.Files;

/// <summary>
/// Files written atomically: a crash at any moment leaves either the old content or the new, and if two processes write
/// at once, the last one wins.
/// </summary>
public static class DurableFile
{
    /// <summary>Writes what <paramref name="write"/> gives.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="mode">Who may read and write it; null: the system's default. Ignored on Windows.</param>
    /// <returns>Hexadecimal SHA-256 of the content, lower case.</returns>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public static string Write(string path, Action<Stream> write, UnixFileMode? mode = null)
    {
        try
        {
            using var incoming = new IncomingFile(Path.GetDirectoryName(Path.GetFullPath(path))!, mode);
            write(incoming.Content);
            incoming.Content.Position = 0;
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(incoming.Content));
            incoming.Keep(path);
            return sha256;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Writes text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="mode">Who may read and write it; null: the system's default. Ignored on Windows.</param>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public static void WriteText(string path, string text, UnixFileMode? mode = null) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)), mode);

    /// <summary>Writes a value as JSON.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written.</param>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public static void WriteJson<T>(string path, T value, JsonTypeInfo<T> type) => Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, value, type);
        stream.WriteByte((byte)'\n');
    });

    /// <summary>Reads what a program has written, in which a newer version may have more keys.</summary>
    /// <typeparam name="T">What the file holds.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="type">How it is read.</param>
    /// <exception cref="InputException">
    /// The file is missing, cannot be read or does not hold what it should.
    /// </exception>
    public static T ReadJson<T>(string path, JsonTypeInfo<T> type)
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
            throw new InputException($"{path} is not the expected JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}

using System.Text.Json;
using Mas.Learning.Files;

namespace Mas.Federation.Journals;

/// <summary>
/// The append-only record of a run: <c>journal.jsonl</c>, one event a line, on the disk before
/// <see cref="Append"/> returns. Thread-safe: stages that train side by side write at once.
/// </summary>
public sealed class Journal : IDisposable
{
    /// <summary>The file's name in a run folder.</summary>
    public const string FileName = "journal.jsonl";

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private Journal(string path, TimeProvider clock, FileStream file)
    {
        _path = path;
        _clock = clock;
        _file = file;
    }

    /// <summary>
    /// Called with every event once it is on the disk, one at a time, on the thread that appended it.
    /// </summary>
    public event Action<JournalEvent>? Appended;

    /// <summary>
    /// Opens a journal for appending, new or not. A last line torn by a crash is cut off, so that the next event begins
    /// a line of its own.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">What <see cref="JournalEvent.Time"/> is read from.</param>
    /// <exception cref="IOException">The file cannot be opened; the message names it.</exception>
    public static Journal Open(string path, TimeProvider clock)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            file.SetLength(JournalLines.WholeLength(file));
            file.Seek(0, SeekOrigin.End);

            // Flushing a line does not bring a new file's name to the disk.
            DirectoryEntry.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new Journal(path, clock, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new IOException($"{path} cannot be opened for writing: {exception.Message}", exception);
        }
    }

    /// <summary>Writes an event and flushes it to the disk.</summary>
    /// <returns>The event with its time.</returns>
    /// <exception cref="IOException">
    /// The disk does not take it; the message names the file, and nothing of the event is left in it.
    /// </exception>
    public JournalEvent Append(JournalEvent happened) =>
        Write(happened with { Time = _clock.GetUtcNow().UtcDateTime });

    /// <summary>Writes an event of another journal, which keeps its time.</summary>
    /// <exception cref="IOException">As for <see cref="Append"/>.</exception>
    public void Copy(JournalEvent happened) => Write(happened);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private JournalEvent Write(JournalEvent stamped)
    {
        lock (_gate)
        {
            byte[] line =
                [.. JsonSerializer.SerializeToUtf8Bytes(stamped, JournalJson.Default.JournalEvent), (byte)'\n'];
            var start = _file.Length;
            try
            {
                _file.Write(line);
                _file.Flush(flushToDisk: true);
            }
            catch (IOException exception)
            {
                _file.SetLength(start);
                throw new IOException($"{_path} cannot be written: {exception.Message}", exception);
            }

            Appended?.Invoke(stamped);
            return stamped;
        }
    }
}

namespace Mas.Learning.Files;

/// <summary>
/// A file that is being written, under a random name in the same folder. It gets its own name in one step, once it is
/// complete and on the disk; disposed of before that, it is deleted. Two writers of one file never collide: the last
/// one to finish wins.
/// </summary>
public sealed class IncomingFile : IDisposable
{
    /// <summary>The end of the name of a file that is being written.</summary>
    public const string Suffix = ".tmp";

    private const int Attempts = 8;
    private const int BufferBytes = 1 << 16;

    private readonly string _temporary;
    private bool _isKept;

    /// <summary>Creates the file, empty.</summary>
    /// <param name="folder">The folder it will be in, which exists.</param>
    /// <param name="mode">Who may read and write it; null: the system's default. Ignored on Windows.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public IncomingFile(string folder, UnixFileMode? mode = null)
    {
        // Others may delete and rename it, not more: that it is open so keeps it from being swept.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = BufferBytes,
        };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        for (var attempt = 1; ; attempt++)
        {
            _temporary = Path.Combine(folder, $"{Guid.NewGuid():N}{Suffix}");
            try
            {
                Content = new FileStream(_temporary, options);

                // Making a file and holding it are two steps. One that is held and there cannot be swept any more.
                if (attempt == Attempts || File.Exists(_temporary))
                {
                    return;
                }

                Content.Dispose();
            }
            catch (IOException fault) when (attempt < Attempts && fault is not DirectoryNotFoundException)
            {
                // A sweeper holds it in the moment it was made.
            }
        }
    }

    /// <summary>The content written so far.</summary>
    public FileStream Content { get; }

    /// <summary>Deletes the files of a folder that were being written by a process that has ended since.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            try
            {
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(file);
                }
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Its writer is at it, or has just finished.
            }
        }
    }

    /// <summary>Flushes the file to the disk and gives it its name, replacing a file of that name.</summary>
    /// <param name="path">The name, in the same folder.</param>
    /// <exception cref="IOException">The file cannot be written to the disk.</exception>
    /// <exception cref="UnauthorizedAccessException">The name may not be taken.</exception>
    public void Keep(string path) => Keep(path, overwrite: true);

    /// <summary>Flushes the file to the disk and gives it its name, if no file has that name.</summary>
    /// <param name="path">The name, in the same folder.</param>
    /// <returns>Whether it has the name now.</returns>
    /// <exception cref="IOException">The file cannot be written to the disk.</exception>
    /// <exception cref="UnauthorizedAccessException">The name may not be taken.</exception>
    public bool TryKeep(string path)
    {
        try
        {
            Keep(path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Closes the file, and deletes it if it was not kept.</summary>
    public void Dispose()
    {
        Content.Dispose();
        if (_isKept)
        {
            return;
        }

        try
        {
            File.Delete(_temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The fault that led here is the one to report; the leftover is swept later.
        }
    }

    private void Keep(string path, bool overwrite)
    {
        Content.Flush(flushToDisk: true);
        File.Move(_temporary, path, overwrite);
        _isKept = true;
        DirectoryEntry.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}

namespace Mas.Learning.Files;

/// <summary>
/// Folders that get their name once they are whole: killed on the way, there is none that could neither be gone on with
/// nor begun, and what is left of it is swept by the next that is made alongside. A name is taken by giving it to the
/// folder: of two processes that want one name, one has it.
/// </summary>
public static class NewFolder
{
    private const string Suffix = ".partial";

    // Held by the process that makes the folder, and gone before the folder has its name.
    private const string Mark = ".mas-partial";
    private const int Attempts = 8;

    /// <summary>Makes a folder.</summary>
    /// <param name="path">The folder, which is not there.</param>
    /// <param name="fill">Writes what belongs into it, given its path for now.</param>
    /// <returns>Whether it was made; false where the name is taken, and nothing is left then.</returns>
    /// <exception cref="InputException">It may not be made, or there can be no folder above it.</exception>
    /// <exception cref="IOException">It cannot be made; the message names it.</exception>
    public static bool TryCreate(string path, Action<string> fill)
    {
        string? partial = null;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
        {
            NamedFolder.Create("The folder", above);
            Sweep(above);
        }

        try
        {
            using (var mark = Begin(path))
            {
                partial = Path.GetDirectoryName(mark.Name)!;
                fill(partial);
                File.Delete(mark.Name);
            }

            return TryMove(partial, path);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InputException($"{path} cannot be made: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path} cannot be made: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Makes the folder under a random name.</summary>
    /// <returns>Its mark, held.</returns>
    private static FileStream Begin(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var partial = $"{Path.TrimEndingDirectorySeparator(path)}.{Guid.NewGuid():N}{Suffix}";
            var place = Path.Combine(partial, Mark);
            Directory.CreateDirectory(partial);
            try
            {
                var mark = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);

                // Making it and holding it are two steps. One that is held and there cannot be swept any more.
                if (attempt == Attempts || File.Exists(place))
                    return mark;
                mark.Dispose();
            }
            catch (IOException) when (attempt < Attempts && !Directory.Exists(partial))
            {
                // A sweeper came in the moment it was made.
            }
        }
    }

    /// <summary>Deletes the folders that were being made by a process that has ended since.</summary>
    private static void Sweep(string above)
    {
        foreach (var partial in Directory.EnumerateDirectories(above, "*" + Suffix))
        {
            try
            {
                using (new FileStream(Path.Combine(partial, Mark), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    Directory.Delete(partial, recursive: true);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Its maker is at it or has just finished, or the folder is not of this kind.
            }
        }
    }

    private static bool TryMove(string partial, string path)
    {
        try
        {
            Directory.Move(partial, path);
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }

        DirectoryEntry.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return true;
    }
}

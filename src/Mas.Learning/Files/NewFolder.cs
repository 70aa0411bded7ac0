namespace Mas.Learning.Files;

/// <summary>
/// Folders that get their name once they are complete, so a process killed on the way leaves none that can be neither
/// resumed nor created; its remains are removed when the next folder is created alongside. A name is claimed by
/// renaming to it: of two processes that want one name, only one gets it.
/// </summary>
public static class NewFolder
{
    private const string Suffix = ".partial";

    // Held by the process that makes the folder, and gone before the folder has its name.
    private const string Mark = ".mas-partial";
    private const int Attempts = 8;

    /// <summary>Whether a folder is one that is being made, by its name.</summary>
    public static bool IsPartial(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Creates a folder.</summary>
    /// <param name="path">The folder, which does not exist.</param>
    /// <param name="fill">Writes its content, given its temporary path.</param>
    /// <returns>Whether it was created; false if the name is taken, and then nothing is left behind.</returns>
    /// <exception cref="InputException">It may not be created, or the folder above it cannot exist.</exception>
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
            throw new InputException($"{path} cannot be created: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path} cannot be created: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
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
                {
                    return mark;
                }

                mark.Dispose();
            }
            catch (IOException) when (attempt < Attempts)
            {
                // A sweeper came in the moment the mark was made: it has the mark, or has deleted it with the folder.
                Remove(partial);
            }
        }
    }

    /// <summary>Deletes a folder if it is there, which another process may be doing, too.</summary>
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // It is gone, or the other process is about to finish.
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
                {
                    Directory.Delete(partial, recursive: true);
                }
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

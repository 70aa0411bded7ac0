namespace Mas.Learning.Files;

/// <summary>
/// Folders that get their name once they are whole: killed on the way, there is none that could neither be gone on with
/// nor begun. A name is taken by giving it to the folder: of two processes that want one name, one has it.
/// </summary>
public static class NewFolder
{
    /// <summary>Makes a folder.</summary>
    /// <param name="path">The folder, which is not there.</param>
    /// <param name="fill">Writes what belongs into it, given its path for now.</param>
    /// <returns>Whether it was made; false where the name is taken, and nothing is left then.</returns>
    /// <exception cref="InputException">It may not be made, or there can be no folder above it.</exception>
    /// <exception cref="IOException">It cannot be made; the message names it.</exception>
    public static bool TryCreate(string path, Action<string> fill)
    {
        var partial = $"{Path.TrimEndingDirectorySeparator(path)}.{Guid.NewGuid():N}.partial";
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
            NamedFolder.Create("The folder", above);
        try
        {
            Directory.CreateDirectory(partial);
            fill(partial);
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

using System.Globalization;
using Mas.Learning;

namespace Mas.Federation.Runs;

/// <summary>
/// Folders that get their name once they are whole: killed on the way, there is none that could neither be gone on with
/// nor begun.
/// </summary>
internal static class NewFolder
{
    /// <summary>Makes a folder.</summary>
    /// <param name="path">The folder, which is not there.</param>
    /// <param name="fill">Writes what belongs into it, given its path for now.</param>
    /// <exception cref="InputException">It may not be made.</exception>
    /// <exception cref="IOException">It cannot be made; the message names it.</exception>
    internal static void Create(string path, Action<string> fill)
    {
        var partial = Path.TrimEndingDirectorySeparator(path)
            + string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.partial");
        try
        {
            Directory.CreateDirectory(partial);
            fill(partial);
            Directory.Move(partial, path);
            DirectoryEntry.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InputException($"--out {path} cannot be made: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path} cannot be made: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }
}

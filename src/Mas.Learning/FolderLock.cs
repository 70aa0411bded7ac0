namespace Mas.Learning;

/// <summary>Keeps two processes from working on one folder.</summary>
public static class FolderLock
{
    /// <summary>Holds a folder until what is returned is disposed of, or the process ends.</summary>
    /// <param name="path">The folder; it gets a file <c>.lock</c>.</param>
    /// <exception cref="InputException">Another process holds it, or it cannot be written.</exception>
    public static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(
                Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{path} cannot be worked on, most likely because another process does: {exception.Message}",
                exception);
        }
    }
}

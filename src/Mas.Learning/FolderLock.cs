namespace Mas.Learning;

/// <summary>Keeps two processes from working on one folder.</summary>
public static class FolderLock
{
    private const string UsualName = ".lock";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Holds a folder until what is returned is disposed of, or the process ends.</summary>
    /// <param name="path">The folder; it gets a file <c>.lock</c>.</param>
    /// <exception cref="InputException">Another process holds it, or it cannot be written.</exception>
    public static FileStream Hold(string path) => Hold(path, TimeSpan.Zero, TimeProvider.System);

    /// <summary>Holds a folder, where need be once a process that is about to end has let it go.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="patience">For how long it is tried.</param>
    /// <param name="time">The clock that takes.</param>
    /// <param name="name">The name of the lock's file in the folder.</param>
    /// <exception cref="InputException">Another process holds it, or it cannot be written.</exception>
    public static FileStream Hold(string path, TimeSpan patience, TimeProvider time, string name = UsualName)
    {
        ArgumentNullException.ThrowIfNull(time);
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return Open(path, name);
            }
            catch (IOException) when (time.GetElapsedTime(started) < patience)
            {
                Thread.Sleep(Glance);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException(
                    $"{path} cannot be locked, most likely because another process uses it: {exception.Message}",
                    exception);
            }
        }
    }

    /// <summary>Whether a process holds a folder at this moment.</summary>
    /// <param name="path">The folder; one that no process may look into counts as free.</param>
    public static bool IsHeld(string path)
    {
        try
        {
            using var look = new FileStream(
                Path.Combine(path, UsualName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception missing) when (
            missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Holds a folder at once.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="name">The name of the lock's file in the folder.</param>
    /// <exception cref="IOException">Another process holds it, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    public static FileStream Open(string path, string name = UsualName) =>
        new(Path.Combine(path, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}

using System.Runtime.InteropServices;

namespace Mas.Learning.Files;

/// <summary>
/// The entries of a folder, which a rename changes and which a flush of the file does not bring to the disk. .NET
/// opens no folders, so this asks the operating system, on Linux; elsewhere the file system's own journal must do.
/// </summary>
public static class DirectoryEntry
{
    private const int ReadOnly = 0;

    /// <summary>Brings the entries of <paramref name="directory"/> to the disk, as far as the system lets it.</summary>
    public static void Flush(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(directory, ReadOnly);
        if (descriptor >= 0)
        {
            // Some file systems do not take it for folders (EINVAL); then there is nothing more to be done.
            _ = Synchronise(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}

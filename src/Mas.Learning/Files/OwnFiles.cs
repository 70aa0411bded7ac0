using System.Runtime.InteropServices;

namespace Mas.Learning.Files;

/// <summary>What a process of one user makes, and no other user can read or write.</summary>
public static class OwnFiles
{
    // Octal 077: what is not granted to the group and to others.
    private const uint GroupAndOthers = 63;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>
    /// From now on every folder this process makes has at most mode 0700, every file 0600, also those of libraries and
    /// of processes it starts. On Windows the folder of a user is that user's anyway.
    /// </summary>
    public static void MakeNoOthers()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(GroupAndOthers);
        }
    }

    /// <summary>Takes a folder and all in it from other users.</summary>
    /// <param name="folder">The folder, there or not.</param>
    /// <returns>
    /// Whether something was open to others; what belongs to another user stays as it is, and links are not followed.
    /// </returns>
    public static bool TakeFromOthers(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return false;
        }

        var all = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };

        // The folder first: once it is closed, other users cannot reach what is still open within.
        var wasOpen = TakeOne(folder);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", all))
        {
            wasOpen |= TakeOne(path);
        }

        return wasOpen;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool TakeOne(string path)
    {
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) == 0)
            {
                return false;
            }

            File.SetUnixFileMode(path, mode & ~Others);
            return true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It came and went, or is another user's.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint SetMask(uint mask);
}

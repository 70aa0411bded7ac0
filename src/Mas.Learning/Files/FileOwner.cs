using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mas.Learning.Files;

/// <summary>The owner of a file. .NET does not expose it, so this asks the operating system, on Linux only.</summary>
internal static class FileOwner
{
    private const int FromWorkingFolder = -100;
    private const uint OwnerWanted = 0x8;
    private const int OwnerOffset = 20;
    private const int StatusBytes = 256;

    /// <summary>The id of this process's user, or null on other systems.</summary>
    internal static uint? Self => OperatingSystem.IsLinux() ? EffectiveUser() : null;

    /// <summary>The id of the user who owns a file or folder; links are followed.</summary>
    /// <param name="path">The file or folder.</param>
    /// <returns>Null if it does not exist, or the system does not say.</returns>
    internal static uint? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var status = new byte[StatusBytes];
            return Status(FromWorkingFolder, path, 0, OwnerWanted, status) == 0
                ? BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(OwnerOffset)) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();

    // Unlike stat, its answer has one layout on every processor.
    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Status(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, [Out] byte[] status);
}

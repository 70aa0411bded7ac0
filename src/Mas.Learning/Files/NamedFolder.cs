namespace Mas.Learning.Files;

/// <summary>
/// Folders that a user named: if one cannot be created, the name is at fault, unless the disk is full.
/// </summary>
public static class NamedFolder
{
    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Creates a folder if it is missing.</summary>
    /// <param name="what">What it is, as the beginning of a sentence: <c>The device's folder</c>.</param>
    /// <param name="path">The folder, as the user named it.</param>
    /// <param name="alone">Whether only this user may read and write it; see <see cref="OwnFolder"/>.</param>
    /// <exception cref="InputException">No folder of that name can exist.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static void Create(string what, string path, bool alone = false)
    {
        try
        {
            if (alone)
            {
                OwnFolder.Create(path);
            }
            else
            {
                Directory.CreateDirectory(path);
            }
        }
        catch (Exception fault) when (
            fault is UnauthorizedAccessException or IOException { HResult: not (NoSpace or NoSpaceOnWindows) })
        {
            throw new InputException($"{what} {path} cannot be created: {fault.Message}", fault);
        }
    }
}

namespace Mas.Learning.Files;

/// <summary>
/// Folders that a person named: where one cannot be made, the name is the fault, unless the disk is full.
/// </summary>
public static class NamedFolder
{
    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Makes a folder where it is missing.</summary>
    /// <param name="what">What it is, as the beginning of a sentence: <c>The device's folder</c>.</param>
    /// <param name="path">The folder, as it was named.</param>
    /// <param name="alone">Whether it is for this user alone; see <see cref="OwnFolder"/>.</param>
    /// <exception cref="InputException">There can be no folder of that name.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static void Create(string what, string path, bool alone = false)
    {
        try
        {
            if (alone)
                OwnFolder.Create(path);
            else
                Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (
            fault is UnauthorizedAccessException or IOException { HResult: not (NoSpace or NoSpaceOnWindows) })
        {
            throw new InputException($"{what} {path} cannot be made: {fault.Message}", fault);
        }
    }
}

namespace Mas.Learning.Files;

/// <summary>Folders of one user, which other users can neither read nor write.</summary>
internal static class OwnFolder
{
    private const UnixFileMode Alone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder if it is missing, for this user alone (mode 0700).</summary>
    /// <param name="path">
    /// The folder; those above it are created if missing, with the system's default mode.
    /// </param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Alone);
        }
    }

    /// <summary>Creates a folder if it is missing, and ensures that only this user can read and write it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="remedy">What to do if it is another user's, as the end of a sentence.</param>
    /// <exception cref="InputException">It belongs to another user, or cannot be made.</exception>
    internal static void Claim(string path, string remedy) => Claim(path, remedy, FileOwner.Of);

    /// <inheritdoc cref="Claim(string, string)"/>
    /// <param name="path">The folder.</param>
    /// <param name="remedy">What to do if it is another user's, as the end of a sentence.</param>
    /// <param name="owner">Gives a folder's owner.</param>
    internal static void Claim(string path, string remedy, Func<string, uint?> owner)
    {
        try
        {
            Create(path);
            if (owner(path) is { } other && other != FileOwner.Self)
            {
                throw new InputException($"The cache folder {path} belongs to another user; {remedy}.");
            }

            // Where the system does not say whose a folder is, it takes this of its owner alone.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != Alone)
            {
                File.SetUnixFileMode(path, Alone);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The cache folder {path} cannot be used: {fault.Message.TrimEnd('.')}; {remedy}.", fault);
        }
    }
}

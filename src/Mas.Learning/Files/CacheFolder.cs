using System.Security.Cryptography;
using System.Text;

namespace Mas.Learning.Files;

/// <summary>
/// Where the packed cache of a data set is: inside the data set, or, if that cannot be written to or its cache belongs
/// to a different user than its pictures, in this user's own cache folder.
/// </summary>
public static class CacheFolder
{
    private const string Inside = ".mas-cache";
    private const string Remedy = "give a folder of your own with --cache DIR";

    /// <summary>The folder, created if missing.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="kind">The folder for records of one size and one set of tasks.</param>
    /// <param name="given">The folder that caches are to be in, or null.</param>
    /// <exception cref="InputException">It cannot be created, or belongs to another user.</exception>
    public static string Of(string directory, string kind, string? given)
    {
        if (given is null && IsOurs(directory) && TryInside(directory, kind) is { } inside)
        {
            return inside;
        }

        var root = given ?? UserCache.Folder;

        // A folder that was given may hold the caches of many users, each in a folder of their own.
        if (given is null)
        {
            OwnFolder.Claim(root, Remedy);
        }

        var own = Path.Combine(root, NameOf(directory));
        OwnFolder.Claim(own, Remedy);
        var folder = Path.Combine(own, kind);
        OwnFolder.Claim(folder, Remedy);
        return folder;
    }

    /// <summary>
    /// Whether the cache inside the data set is trusted: if there is one, it must belong to this user or to the data
    /// set's owner, who could change the pictures just as well.
    /// </summary>
    private static bool IsOurs(string directory)
    {
        var inside = Path.Combine(directory, Inside);
        return FileOwner.Of(inside) is not { } owner || owner == FileOwner.Self || owner == FileOwner.Of(directory);
    }

    private static string? TryInside(string directory, string kind)
    {
        try
        {
            var folder = Path.Combine(directory, Inside, kind);
            Directory.CreateDirectory(folder);
            new IncomingFile(folder).Dispose();
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A name by which people recognise the data set, unique to it.</summary>
    private static string NameOf(string directory)
    {
        var root = new DirectoryInfo(directory);
        var path = (root.ResolveLinkTarget(returnFinalTarget: true) ?? root).FullName;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(path)));
        return $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}-{Convert.ToHexStringLower(hash, 0, 8)}";
    }
}

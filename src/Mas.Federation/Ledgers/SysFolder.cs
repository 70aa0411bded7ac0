using System.Globalization;

namespace Mas.Federation.Ledgers;

/// <summary>A folder of the kernel's files, of which any may be missing or not for everyone to read.</summary>
/// <param name="path">The folder.</param>
internal sealed class SysFolder(string path)
{
    internal string Name => Path.GetFileName(path);

    /// <summary>
    /// The folders in it whose names begin with <paramref name="prefix"/>, by name; none where it is missing.
    /// </summary>
    internal IReadOnlyList<SysFolder> Folders(string prefix)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(path, prefix + "*")
                    .Order(StringComparer.Ordinal).Select(name => new SysFolder(name)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The first line of a file; null where it cannot be read.</summary>
    internal string? Text(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, file)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The whole number in a file; null where there is none.</summary>
    internal long? Number(string file) =>
        long.TryParse(Text(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}

namespace Mas.Cli.Verbs;

/// <summary>Where a picture is to be drawn, looked at before the work and not after it.</summary>
internal static class PicturePlace
{
    /// <summary>What is wrong with a place, in one sentence; null where nothing is.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="file">The file, there or not.</param>
    public static string? Fault(string option, string file)
    {
        if (file.Length == 0 || Directory.Exists(file))
            return $"{option} '{file}' is no name of a file; give one such as {Path.Combine(file, "picture.png")}.";
        var folder = Path.GetDirectoryName(file);
        return string.IsNullOrEmpty(folder) || Directory.Exists(folder)
            ? null
            : $"{option} {file} cannot be written: there is no folder {folder}.";
    }
}

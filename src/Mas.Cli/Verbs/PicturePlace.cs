using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary>The file to write a picture to, checked before the work begins.</summary>
internal static class PicturePlace
{
    /// <summary>What is wrong with it, in one sentence; null if nothing is.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="file">The file, there or not.</param>
    public static string? Fault(string option, string file)
    {
        if (file.Length == 0 || Directory.Exists(file))
        {
            return ValueFault.Of(option, $"'{file}'", $"a file such as {Path.Combine(file, "picture.png")}");
        }

        if (!file.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            return ValueFault.Of(option, $"'{file}'", "a file that ends in .png, since PNG is what is written");
        }

        var folder = Path.GetDirectoryName(file);
        return string.IsNullOrEmpty(folder) || Directory.Exists(folder)
            ? null
            : ValueFault.Of(option, $"'{file}'", $"a file in a folder that exists; {folder} does not");
    }
}

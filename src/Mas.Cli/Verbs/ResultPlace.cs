using Mas.Learning;

namespace Mas.Cli.Verbs;

/// <summary>The file to write a result to, checked before the work begins.</summary>
internal static class ResultPlace
{
    /// <summary>The ending of pictures.</summary>
    public const string Picture = ".png";

    /// <summary>The ending of tables.</summary>
    public const string Table = ".csv";

    /// <summary>What is wrong with it, in one sentence; null if nothing is.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="file">The file, there or not.</param>
    /// <param name="endings">What its name may end in.</param>
    public static string? Fault(string option, string file, params IReadOnlyList<string> endings)
    {
        if (file.Length == 0 || Directory.Exists(file))
        {
            return ValueFault.Of(option, $"'{file}'", $"a file such as {Path.Combine(file, $"result{endings[0]}")}");
        }

        if (!endings.Any(ending => EndsIn(file, ending)))
        {
            return ValueFault.Of(option, $"'{file}'", $"a file that ends in {string.Join(" or ", endings)}");
        }

        var folder = Path.GetDirectoryName(file);
        return string.IsNullOrEmpty(folder) || Directory.Exists(folder)
            ? null
            : ValueFault.Of(option, $"'{file}'", $"a file in a folder that exists; {folder} does not");
    }

    /// <summary>Whether a file's name has an ending, in capitals or not.</summary>
    public static bool EndsIn(string file, string ending) => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}

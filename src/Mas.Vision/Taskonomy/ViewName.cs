using System.Globalization;
using System.Text.RegularExpressions;

namespace Mas.Vision.Taskonomy;

/// <summary>A view's name in Taskonomy's layout: a point of the building, seen by one of several cameras.</summary>
/// <param name="Point">The number of the point looked at.</param>
/// <param name="View">The number of the camera.</param>
public readonly partial record struct ViewName(int Point, int View) : IComparable<ViewName>
{
    /// <summary>The file of one of the view's maps.</summary>
    /// <param name="folder">The map's folder, such as <c>depth_zbuffer</c>.</param>
    public string FileName(string folder) => $"{this}_domain_{folder}.png";

    /// <summary>Orders by point, then by camera.</summary>
    public int CompareTo(ViewName other) =>
        Point != other.Point ? Point.CompareTo(other.Point) : View.CompareTo(other.View);

    /// <summary>The name as in file names: <c>point_3_view_0</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"point_{Point}_view_{View}");

    /// <summary>
    /// Reads a file name. The part after <c>domain_</c> must be the folder's name, underscores apart: the published
    /// archives call the files of <c>segment_semantic</c> <c>..._segmentsemantic.png</c>. The extension may have any
    /// case.
    /// </summary>
    /// <param name="fileName">A file's name without its folders.</param>
    /// <param name="folder">The map's folder; null takes any.</param>
    /// <param name="name">The view's name, where the file name is one of a view.</param>
    public static bool TryParse(string fileName, string? folder, out ViewName name)
    {
        var match = FilePattern().Match(fileName);
        return TryParse(match, out name)
            && (folder is null || match.Groups[3].Value.Replace("_", "") == folder.Replace("_", ""));
    }

    /// <summary>Reads a view's name such as <c>point_3_view_0</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The view's name, where the text is one.</param>
    public static bool TryParse(string text, out ViewName name) => TryParse(Pattern().Match(text), out name);

    private static bool TryParse(Match match, out ViewName name)
    {
        name = default;
        if (!match.Success
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var point)
            || !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var view))
        {
            return false;
        }

        name = new ViewName(point, view);
        return true;
    }

    [GeneratedRegex("^point_([0-9]+)_view_([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex("^point_([0-9]+)_view_([0-9]+)_domain_(.+)\\.(?i:png)$", RegexOptions.CultureInvariant)]
    private static partial Regex FilePattern();
}

using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>Whether any pixel of a view's maps counts in a loss, at the training size.</summary>
internal static class ValidPixels
{
    /// <summary>The fault if no pixel is valid; null if one is.</summary>
    /// <param name="view">The view's files.</param>
    /// <param name="picture">The view's picture.</param>
    /// <param name="mask">Its mask, or null.</param>
    /// <param name="depth">Its depth, or null.</param>
    /// <param name="resized">Where its maps are valid, at the training size: nonzero.</param>
    public static string? Fault(
        ViewFiles view, PngImage picture, PngImage? mask, PngImage? depth, ReadOnlySpan<byte> resized)
    {
        if (resized.ContainsAnyExcept((byte)0))
        {
            return null;
        }

        var byMask = mask is not null && !MapReader.Valid(picture, mask, null).Contains(true);
        var byDepth = depth is not null && !MapReader.Valid(picture, null, depth).Contains(true);
        var files = byMask || view.Depth is null ? $"'{view.Mask}' leaves"
            : byDepth || view.Mask is null ? $"'{view.Depth}' leaves"
            : $"'{view.Mask}' and '{view.Depth}' together leave";
        return $"{files} no valid pixel at {Size(resized)}; expected at least one.";
    }

    /// <summary>The fault if no pixel of a label map is labelled; null if one is.</summary>
    /// <param name="path">The map's file.</param>
    /// <param name="resized">Its classes, at the training size: 0 is unlabelled.</param>
    public static string? Fault(string path, ReadOnlySpan<byte> resized) => resized.ContainsAnyExcept((byte)0)
        ? null : $"'{path}' has no labelled pixel at {Size(resized)}; expected at least one.";

    private static string Size(ReadOnlySpan<byte> resized)
    {
        var size = (int)Math.Sqrt(resized.Length);
        return $"{size} x {size}";
    }
}

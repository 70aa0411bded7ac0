namespace Mas.Vision.Taskonomy;

/// <summary>The files of one view.</summary>
/// <param name="Name">The view.</param>
/// <param name="Picture">The picture's file.</param>
/// <param name="Mask">The mask's file, or null.</param>
/// <param name="Depth">The depth map's file, needed for the mask even where depth is no task; or null.</param>
/// <param name="Maps">The tasks' files, in the order of the tasks.</param>
internal sealed record ViewFiles(ViewName Name, string Picture, string? Mask, string? Depth, IReadOnlyList<string> Maps)
{
    /// <summary>Every file, each once, in a fixed order.</summary>
    public IEnumerable<string> All =>
        new[] { Picture, Mask, Depth }.OfType<string>().Concat(Maps).Distinct(StringComparer.Ordinal);
}

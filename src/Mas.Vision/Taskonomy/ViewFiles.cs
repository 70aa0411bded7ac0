namespace Mas.Vision.Taskonomy;

/// <summary>The files of one view.</summary>
/// <param name="Name">The view.</param>
/// <param name="Picture">The picture's file.</param>
/// <param name="Mask">The mask's file, or null.</param>
/// <param name="Depth">The depth map's file, needed for the mask even where depth is no task; or null.</param>
/// <param name="Maps">The files of the tasks' fields, in their order; null where the building has no such maps.</param>
internal sealed record ViewFiles(ViewName Name, string Picture, string? Mask, string? Depth, IReadOnlyList<string?> Maps)
{
    /// <summary>Every file, each once, in a fixed order.</summary>
    public IEnumerable<string> All =>
        new[] { Picture, Mask, Depth }.Concat(Maps).OfType<string>().Distinct(StringComparer.Ordinal);
}

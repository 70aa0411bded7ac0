using Mas.Vision.Png;

namespace Mas.Vision.Pictures;

/// <summary>A row of a contact sheet.</summary>
/// <param name="Label">What stands above the row; may be empty.</param>
/// <param name="Pictures">The row's pictures from left to right, of any kind and size; null leaves a place empty.</param>
public sealed record ContactSheetRow(string Label, IReadOnlyList<PngImage?> Pictures);

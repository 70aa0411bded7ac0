namespace Mas.Labels.Decoding;

/// <summary>A decoded picture.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">(Height, Width, 3) red, green and blue, 0 to 255 as a screen shows them.</param>
internal sealed record RgbPicture(int Width, int Height, byte[] Pixels);

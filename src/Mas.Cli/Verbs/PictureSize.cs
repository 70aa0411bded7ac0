namespace Mas.Cli.Verbs;

/// <summary>A size that pictures have.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pictures">How many have it.</param>
internal sealed record PictureSize(int Width, int Height, int Pictures);

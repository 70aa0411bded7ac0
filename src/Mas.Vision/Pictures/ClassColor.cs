namespace Mas.Vision.Pictures;

/// <summary>The meaning of one color of a class map.</summary>
/// <param name="Name">The class's name, or <c>class 5</c> where the data set gives none.</param>
/// <param name="Red">The color's red, 0 to 255.</param>
/// <param name="Green">The color's green.</param>
/// <param name="Blue">The color's blue.</param>
public sealed record ClassColor(string Name, byte Red, byte Green, byte Blue);

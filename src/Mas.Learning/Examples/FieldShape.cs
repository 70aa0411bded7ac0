using System.Globalization;
using System.Text.Json.Serialization;
using Mas.Engine.Tensors;

namespace Mas.Learning.Examples;

/// <summary>
/// The extent of a field of one example: a picture or a map (H, W, C), or a row of C numbers, which is one position:
/// (1, 1, C).
/// </summary>
/// <param name="Height">Rows H, at least 1.</param>
/// <param name="Width">Columns W, at least 1.</param>
/// <param name="Channels">Numbers at each position C, at least 1.</param>
public readonly record struct FieldShape(int Height, int Width, int Channels)
{
    // Of an example: as many numbers as the largest pictures have.
    private const int MostSide = 65_536;
    private const int MostChannels = 65_536;
    private const int MostNumbers = 1024 * 1024 * 3;

    /// <summary>A row of numbers.</summary>
    public static FieldShape Flat(int channels) => new(1, 1, channels);

    /// <summary>A square picture or map.</summary>
    public static FieldShape Square(int size, int channels) => new(size, size, channels);

    /// <summary>Whether it is a row of numbers.</summary>
    [JsonIgnore]
    public bool IsFlat => Positions == 1;

    /// <summary>Positions H x W, each of which has a target and a weight of its own.</summary>
    [JsonIgnore]
    public int Positions => checked(Height * Width);

    /// <summary>The shape as people write it: <c>12</c> for a row of numbers, else <c>64x64x3</c>.</summary>
    [JsonIgnore]
    public string Text => string.Create(
        CultureInfo.InvariantCulture, $"{(IsFlat ? "" : $"{Height}x{Width}x")}{Channels}");

    /// <summary>Reads <see cref="Text"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shape">The shape, which may be out of range.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out FieldShape shape)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sides = text.Split('x').Select(side =>
            int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        shape = sides is [var height, var width, var channels] ? new FieldShape(height, width, channels) : Flat(sides[0]);
        return sides.Length is 1 or 3 && sides.All(side => side > 0);
    }

    /// <summary>The shape of so many examples: (N, H, W, C).</summary>
    public Shape Of(int examples) => new(examples, Height, Width, Channels);

    /// <summary>What is wrong with a shape that came from elsewhere; empty where an example can have it.</summary>
    /// <param name="what">Where the shape is, such as <c>input</c>.</param>
    public IEnumerable<string> Faults(string what) =>
        this is { Height: > 0 and <= MostSide, Width: > 0 and <= MostSide, Channels: > 0 and <= MostChannels }
        && (long)Height * Width * Channels <= MostNumbers
            ? []
            : [$"{what} must have a height and a width of 1 to {MostSide}, 1 to {MostChannels} channels and at most "
                + $"{MostNumbers} numbers."];

    /// <inheritdoc/>
    public override string ToString() => $"({Height}, {Width}, {Channels})";
}

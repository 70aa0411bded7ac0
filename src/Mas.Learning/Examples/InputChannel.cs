using System.Text.Json.Serialization;

namespace Mas.Learning.Examples;

/// <summary>
/// One channel of an input: what a program must put there. The channel of a picture is one of its colors; that of a row
/// is one of its numbers.
/// </summary>
/// <param name="Name">What it is made from: a color, a column.</param>
/// <param name="Encoding">How, by a name that docs/guide/export.md lists.</param>
public sealed record InputChannel(string Name, string Encoding)
{
    /// <summary>A share of the range of samples, 0 to 1: of 8 bits, the sample / 255.</summary>
    public const string Fraction = "fraction";

    /// <summary>Of a category: 1 where none of the words after it is there. It begins the channels of a column.</summary>
    public const string UnknownWord = "unknown";

    /// <summary>
    /// Of any number of categories: 1 where the cell is missing. It begins the channels of a column, in place of <see
    /// cref="UnknownWord"/>.
    /// </summary>
    public const string NoWord = "no-word";

    /// <summary>Of categories: 1 where <see cref="Word"/> is there.</summary>
    public const string KnownWord = "word";

    /// <summary>What is subtracted from the number before it is divided; null = nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mean { get; init; }

    /// <summary>What it is divided by; null = nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Deviation { get; init; }

    /// <summary>The word for which the channel is 1; null = the channel is not of a word.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Word { get; init; }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Learning.Models;

namespace Mas.Federation.Runs;

/// <summary>
/// How long the vector is that a model learns for each category of a column: a number, or one that fits the column.
/// Default none: categories stay one-hot.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly record struct EmbeddingWidth
{
    private const string NoneWord = "none";
    private const string AutoWord = "auto";
    private const int MostAuto = 50;

    private readonly int? _number;

    /// <summary>A number of elements.</summary>
    /// <param name="number">The number; a valid one is 1 to <see cref="ChannelEmbedding.MostWidth"/>.</param>
    public EmbeddingWidth(int number) => _number = number;

    private EmbeddingWidth(bool isAuto) => IsAuto = isAuto;

    /// <summary>No vectors.</summary>
    public static EmbeddingWidth None => default;

    /// <summary>Half of the column's categories, rounded up, and at most 50.</summary>
    public static EmbeddingWidth Auto { get; } = new(isAuto: true);

    /// <summary>Whether it follows from the column.</summary>
    public bool IsAuto { get; }

    /// <summary>Whether it is none, auto, or a number in its range.</summary>
    internal bool IsValid => _number is null or (>= 1 and <= ChannelEmbedding.MostWidth);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out EmbeddingWidth width)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        width = isNumber ? new EmbeddingWidth(number) : text == AutoWord ? Auto : None;
        return isNumber || text is AutoWord or NoneWord;
    }

    /// <summary>The width for a column.</summary>
    /// <param name="categories">Its categories, that of what is missing or unknown included.</param>
    /// <exception cref="InvalidOperationException">It is <see cref="None"/>.</exception>
    public int Of(int categories) => _number ?? (IsAuto ? Math.Min(MostAuto, (categories + 1) / 2)
        : throw new InvalidOperationException("Categories without vectors have no width."));

    /// <summary>The number, <c>auto</c> or <c>none</c>.</summary>
    public override string ToString() =>
        _number?.ToString(CultureInfo.InvariantCulture) ?? (IsAuto ? AutoWord : NoneWord);

    /// <summary>A number or a word.</summary>
    internal sealed class Converter : JsonConverter<EmbeddingWidth>
    {
        /// <inheritdoc/>
        public override EmbeddingWidth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
            {
                return new EmbeddingWidth(number);
            }

            return reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var width)
                ? width : throw new JsonException($"expected a width, \"{AutoWord}\" or \"{NoneWord}\"");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, EmbeddingWidth value, JsonSerializerOptions options)
        {
            if (value._number is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteStringValue(value.ToString());
            }
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mas.Federation.Grouping;

/// <summary>How many groups a run makes: a number, or as many as are best, which it finds out. Default the latter.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct GroupCount
{
    /// <summary>How the best number is written.</summary>
    public const string AutoWord = "auto";

    /// <summary>A number of groups.</summary>
    /// <param name="number">The number; a valid one is at least 1.</param>
    public GroupCount(int number) => Number = number;

    /// <summary>As many as are best.</summary>
    public static GroupCount Auto => default;

    /// <summary>The number; null = as many as are best.</summary>
    public int? Number { get; }

    /// <summary>Whether the run finds the number out.</summary>
    public bool IsAuto => Number is null;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The run finds it out.</exception>
    public int Count => Number ?? throw new InvalidOperationException("The number of groups is not known before the split.");

    /// <summary>The same, but no more than <paramref name="most"/> if it is a number.</summary>
    public GroupCount AtMost(int most) => Number is { } number ? Math.Min(number, most) : Auto;

    /// <summary>A number of groups.</summary>
    public static implicit operator GroupCount(int number) => new(number);

    /// <summary>The number, or <see cref="AutoWord"/>.</summary>
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? AutoWord;

    /// <summary>A number or the word; earlier versions wrote 0 for the word.</summary>
    internal sealed class Converter : JsonConverter<GroupCount>
    {
        /// <inheritdoc/>
        public override GroupCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(AutoWord))
            {
                return Auto;
            }

            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
            {
                return number == 0 ? Auto : number;
            }

            throw new JsonException($"expected a number of groups, or \"{AutoWord}\"");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, GroupCount value, JsonSerializerOptions options)
        {
            if (value.Number is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteStringValue(AutoWord);
            }
        }
    }
}

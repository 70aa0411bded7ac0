using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Changes the text of <c>dataset.json</c>, and leaves the rest of it as it was written, comments included.
/// </summary>
internal static class DescriptionText
{
    private const string Key = "exclude";

    /// <summary>The text with a new list of exclusions.</summary>
    /// <param name="json">The text, a valid description.</param>
    /// <param name="exclude">The whole list.</param>
    public static string WithExclusions(string json, IReadOnlyList<string> exclude)
    {
        var newLine = json.Contains("\r\n") ? "\r\n" : "\n";
        var list = $"[{string.Join(',', exclude.Select(name => $"{newLine}    {Quoted(name)}"))}{newLine}  ]";
        var text = Encoding.UTF8.GetBytes(json);
        var (start, end, found) = Place(text);
        var property = found ? list
            : $"{(IsFirst(text, start) ? "" : ",")}{newLine}  \"{Key}\": {list}{(IsFirst(text, start) ? newLine : "")}";
        return Encoding.UTF8.GetString(text.AsSpan(0, start)) + property + Encoding.UTF8.GetString(text.AsSpan(end));
    }

    // Where the list lies, or the place behind the last property, or behind the opening brace of an empty object.
    private static (int Start, int End, bool Found) Place(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(
            text, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        reader.Read();
        var last = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(Key);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            last = (int)reader.BytesConsumed;
            if (found)
            {
                return (start, last, true);
            }
        }

        return (last, last, false);
    }

    private static bool IsFirst(byte[] text, int place) => text[place - 1] == (byte)'{';

    private static string Quoted(string name) =>
        $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

using Mas.Learning;

namespace Mas.Wire.Documents;

/// <summary>Why the server does not do what it was asked.</summary>
/// <param name="Title">One sentence of at most 1000 characters, plain text.</param>
public sealed record RefusalDocument(string Title)
{
    /// <summary>The longest title, in characters; what is sent is cut to it.</summary>
    public const int LongestTitle = 1000;

    /// <summary>The document of a sentence, which may quote what a device sent.</summary>
    public static RefusalDocument Of(string sentence) => new(PlainText.Sentence(sentence, LongestTitle));

    /// <summary>Reads a document, to be shown on a terminal.</summary>
    /// <exception cref="InvalidDataException">It is no refusal.</exception>
    public static RefusalDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var document = WireJson.Read(bytes, WireJson.Default.RefusalDocument);
        return document.Title.Length <= LongestTitle && PlainText.Is(document.Title)
            ? document : throw new InvalidDataException("The refusal is not a sentence.");
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.RefusalDocument);
}

namespace Mas.Wire.Documents;

/// <summary>Why the server does not do what it was asked.</summary>
/// <param name="Title">One sentence of at most <see cref="LongestTitle"/> characters, none of them control.</param>
public sealed record RefusalDocument(string Title)
{
    /// <summary>The longest title, in characters; what is sent is cut to it.</summary>
    public const int LongestTitle = 1000;

    /// <summary>The document of a sentence, which may quote what a device sent.</summary>
    public static RefusalDocument Of(string sentence) => new(string.Concat(
        sentence.Take(LongestTitle).Select(letter => char.IsControl(letter) ? ' ' : letter)));

    /// <summary>Reads a document, to be shown to somebody at a terminal.</summary>
    /// <exception cref="InvalidDataException">It is no refusal.</exception>
    public static RefusalDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var document = WireJson.Read(bytes, WireJson.Default.RefusalDocument);
        return document.Title.Length <= LongestTitle && !document.Title.Any(char.IsControl)
            ? document : throw new InvalidDataException("The refusal is no sentence.");
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.RefusalDocument);
}

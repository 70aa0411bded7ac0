namespace Mas.Wire.Documents;

/// <summary>A submission was taken.</summary>
/// <param name="Id">Its name.</param>
public sealed record SubmittedDocument(string Id)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is not the expected JSON.</exception>
    public static SubmittedDocument Parse(ReadOnlySpan<byte> bytes) =>
        WireJson.Read(bytes, WireJson.Default.SubmittedDocument);

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.SubmittedDocument);
}

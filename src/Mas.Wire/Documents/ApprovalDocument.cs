namespace Mas.Wire.Documents;

/// <summary>What an operator says to a split that is held.</summary>
/// <param name="Groups">Other groups, such as <c>sd|nkt</c>; null = as it is.</param>
public sealed record ApprovalDocument(string? Groups)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is not the expected JSON.</exception>
    public static ApprovalDocument Parse(ReadOnlySpan<byte> bytes) =>
        WireJson.Read(bytes, WireJson.Default.ApprovalDocument);

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.ApprovalDocument);
}

namespace Mas.Wire.Documents;

/// <summary>The models of a submission that is done.</summary>
/// <param name="Run">The run that trained them.</param>
/// <param name="Models">The models that serve its tasks.</param>
public sealed record FetchDocument(string Run, IReadOnlyList<FetchedModel> Models)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is not the expected JSON.</exception>
    public static FetchDocument Parse(ReadOnlySpan<byte> bytes) =>
        WireJson.Read(bytes, WireJson.Default.FetchDocument);

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.FetchDocument);
}

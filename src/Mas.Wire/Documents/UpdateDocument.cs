using System.Text.Json.Serialization;

namespace Mas.Wire.Documents;

/// <summary>What a device answers to an order.</summary>
public sealed record UpdateDocument
{
    /// <summary>The version of the protocol.</summary>
    [JsonRequired]
    public int Protocol { get; init; } = Wire.Protocol.Version;

    /// <summary>The result of training; null if the order asked for something else.</summary>
    [JsonRequired]
    public TrainedDocument? Trained { get; init; }

    /// <summary>The losses of the model or the constants; null if the order asked for something else.</summary>
    [JsonRequired]
    public EvaluatedDocument? Evaluated { get; init; }

    /// <summary>The counts; null if the order asked for something else.</summary>
    [JsonRequired]
    public CountedDocument? Counted { get; init; }

    /// <summary>The sums of columns; null if the order asked for something else.</summary>
    [JsonRequired]
    public SummedDocument? Summed { get; init; }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.UpdateDocument);

    /// <summary>Reads a document and refuses one that lies or does not answer the order.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="order">The order it answers.</param>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why.</exception>
    public static UpdateDocument Parse(ReadOnlySpan<byte> bytes, OrderDocument order)
    {
        var document = WireJson.Read(bytes, WireJson.Default.UpdateDocument);
        DocumentFaults.Throw("update", DocumentFaults.Of(document, order));
        return document;
    }
}

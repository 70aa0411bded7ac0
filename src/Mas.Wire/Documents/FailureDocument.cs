using System.Text.Json.Serialization;
using Mas.Learning;

namespace Mas.Wire.Documents;

/// <summary>Why a device will not answer an order: the run continues without it.</summary>
public sealed record FailureDocument
{
    /// <summary>The longest fault, in characters; what is sent is cut to it.</summary>
    public const int LongestFault = 1000;

    /// <summary>The version of the protocol.</summary>
    [JsonRequired]
    public int Protocol { get; init; } = Wire.Protocol.Version;

    /// <summary>The reason, one sentence of at most 1000 characters, plain text.</summary>
    public required string Fault { get; init; }

    /// <summary>Bytes of weights the device has sent for it to no avail.</summary>
    public required long BytesUp { get; init; }

    /// <summary>The document of a fault, which may quote what a file or a proxy says.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="bytesUp">Bytes of weights sent to no avail.</param>
    public static FailureDocument Of(string fault, long bytesUp) => new()
    {
        Fault = PlainText.Sentence(fault, LongestFault),
        BytesUp = bytesUp,
    };

    /// <summary>Reads a document and refuses an invalid one.</summary>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why.</exception>
    public static FailureDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var document = WireJson.Read(bytes, WireJson.Default.FailureDocument);
        DocumentFaults.Throw("failure", DocumentFaults.Of(document));
        return document;
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.FailureDocument);
}

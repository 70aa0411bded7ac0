using System.Text.Json.Serialization;

namespace Mas.Wire.Documents;

/// <summary>What a device says of itself when it joins, signed by the key it brings.</summary>
public sealed record JoinDocument
{
    /// <summary>The version of the protocol.</summary>
    [JsonRequired]
    public int Protocol { get; init; } = Wire.Protocol.Version;

    /// <summary>The one-time token.</summary>
    public required string Token { get; init; }

    /// <summary>The public key as SubjectPublicKeyInfo, base64; its SHA-256 is the device's id.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The client whose views the device holds.</summary>
    public required string Client { get; init; }

    /// <summary>The fields it has to learn from; none if it states a source, whose columns each run names.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Views to train on; all it has if it states a source, as each run says how they are split.</summary>
    public required int TrainingViews { get; init; }

    /// <summary>Views to validate on.</summary>
    public required int ValidationViews { get; init; }

    /// <summary>Views to test on.</summary>
    public required int TestViews { get; init; }

    /// <summary>What it states of itself, so that no run begins with it before; null = nothing.</summary>
    public StatementDocument? Statement { get; init; }

    /// <summary>Why no device can join as a client of this name, a sentence; null = one can.</summary>
    public static string? ClientFault(string client) => DocumentFaults.Name("client", client).FirstOrDefault();

    /// <summary>Reads a document and refuses an invalid one.</summary>
    /// <exception cref="InvalidDataException">It cannot be used to join; the message says why.</exception>
    public static JoinDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var document = WireJson.Read(bytes, WireJson.Default.JoinDocument);
        DocumentFaults.Throw("request to join", DocumentFaults.Of(document));
        return document;
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.JoinDocument);
}

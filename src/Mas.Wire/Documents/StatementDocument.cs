using System.Text.Json.Serialization;

namespace Mas.Wire.Documents;

/// <summary>What a device states of itself, at its start and whenever it changes: what it has, and what it gives.</summary>
public sealed record StatementDocument
{
    /// <summary>The version of the protocol.</summary>
    [JsonRequired]
    public int Protocol { get; init; } = Wire.Protocol.Version;

    /// <summary>Memory that training may take.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Cores it trains on.</summary>
    public required int Cores { get; init; }

    /// <summary>Floating-point operations a second that training sustains, as it has measured.</summary>
    public required double OperationsPerSecond { get; init; }

    /// <summary>Whether it runs on a battery now.</summary>
    public required bool OnBattery { get; init; }

    /// <summary>Whether its network is paid for by the byte.</summary>
    public required bool Metered { get; init; }

    /// <summary>Seconds of work it gives a day; 0 = as many as there are.</summary>
    public required double SecondsADay { get; init; }

    /// <summary>Joules it gives a day; 0 = no limit.</summary>
    public required double JoulesADay { get; init; }

    /// <summary>Bytes of models and weights it moves a day; 0 = no limit.</summary>
    public required long BytesADay { get; init; }

    /// <summary>Why it takes no orders now, a sentence; null = it does.</summary>
    public required string? Rests { get; init; }

    /// <summary>The kind of its data, if they have columns, of which each run names those it reads; null = they have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>By task letter, where its labels come from, as the device's data say; null = they say nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Reads a document and refuses an invalid one.</summary>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why.</exception>
    public static StatementDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var document = WireJson.Read(bytes, WireJson.Default.StatementDocument);
        DocumentFaults.Throw("statement", DocumentFaults.Of(document));
        return document;
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.StatementDocument);
}

namespace Mas.Wire;

/// <summary>The numbers both sides must agree on; docs/reference/protocol.md has the rest.</summary>
public static class Protocol
{
    /// <summary>The version of everything here. A device of another version is refused with a sentence.</summary>
    public const int Version = 9;

    /// <summary>The longest document of JSON, in bytes; a longer body is refused before it is read.</summary>
    public const int LongestDocument = 1 << 18;

    /// <summary>The longest request to join, in bytes: it is read before the device is known.</summary>
    public const int LongestJoin = 1 << 12;

    /// <summary>The longest submission or approval, in bytes.</summary>
    public const int LongestSubmission = 1 << 14;

    /// <summary>The longest status of a fleet that an operator reads, in bytes.</summary>
    public const int LongestStatus = 1 << 24;

    /// <summary>How far a signature's time may lie from the server's clock, in seconds, either way.</summary>
    public const int SignatureWindowSeconds = 60;

    /// <summary>The longest a poll may hang, in seconds.</summary>
    public const int LongestPollSeconds = 30;

    /// <summary>The header that names an order: the SHA-256 of its document.</summary>
    public const string OrderHeader = "Mas-Order";

    /// <summary>The header that says for how many seconds an order is lent to the device.</summary>
    public const string LeaseHeader = "Mas-Lease-Seconds";

    /// <summary>The header that says how many bytes of an upload have come.</summary>
    public const string OffsetHeader = "Upload-Offset";

    /// <summary>The header of a poll that says why the device is left out of runs, a sentence in ASCII.</summary>
    public const string LeftOutHeader = "Mas-Left-Out";

    /// <summary>The type of every document.</summary>
    public const string DocumentType = "application/json";

    /// <summary>The type of a model's file.</summary>
    public const string ModelType = "application/octet-stream";
}

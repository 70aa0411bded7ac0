namespace Mas.Server.Security;

/// <summary>How much one device, or strangers at one address, may ask of a server.</summary>
public sealed record LimitTerms
{
    /// <summary>Requests a minute; at least 1, default 1200: a busy device needs some tens.</summary>
    public int RequestsPerMinute { get; init; } = 1200;

    /// <summary>
    /// Connections that one device may hold, and requests that it may have under way, at once; at least 1, default 8: a
    /// device at work needs three. Behind a proxy, whose connections are many devices', requests alone are counted.
    /// </summary>
    public int ConnectionsPerDevice { get; init; } = 8;

    /// <summary>
    /// Bytes of models and weights a day, of UTC, either way, and those that are hashed anew for a device; 0, the default, =
    /// as many as it likes.
    /// </summary>
    public long BytesPerDay { get; init; }

    /// <summary>
    /// Unauthenticated requests of one address that may fail per minute; at least 1, default 600. Those that
    /// succeed are not counted.
    /// </summary>
    public int FailuresPerMinute { get; init; } = 600;

    /// <summary>
    /// Unauthenticated connections of one address, at once, and new ones per minute; at least 1, default 4000: a house
    /// of devices that comes back at once.
    /// </summary>
    public int ConnectionsPerAddress { get; init; } = 4000;
}

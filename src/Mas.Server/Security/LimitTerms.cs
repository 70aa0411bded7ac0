namespace Mas.Server.Security;

/// <summary>How much one device may ask of a server.</summary>
public sealed record LimitTerms
{
    /// <summary>Requests a minute; at least 1, default 1200: a busy device needs some tens.</summary>
    public int RequestsPerMinute { get; init; } = 1200;

    /// <summary>Bytes of models and weights a day, of UTC, either way; 0, the default, = as many as it likes.</summary>
    public long BytesPerDay { get; init; }
}

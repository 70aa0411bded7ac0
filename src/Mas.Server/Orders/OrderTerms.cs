namespace Mas.Server.Orders;

/// <summary>How long the server waits for devices.</summary>
public sealed record OrderTerms
{
    /// <summary>For how long an order is lent until the device must say that it is still at it; default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after its client's turn has come for it an order is lost in any case; default 10 minutes.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);
}

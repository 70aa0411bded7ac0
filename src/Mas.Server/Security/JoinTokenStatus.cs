namespace Mas.Server.Security;

/// <summary>What is known of a token besides the token.</summary>
/// <param name="Id">What it is called to revoke it: the first letters of its digest.</param>
/// <param name="Client">The client that may join with it.</param>
/// <param name="Made">When it was made; null = before that was kept.</param>
/// <param name="Expires">Until when it is good.</param>
/// <param name="UsedBy">The id of the device that joined with it; null = none has.</param>
public sealed record JoinTokenStatus(
    string Id, string Client, DateTimeOffset? Made, DateTimeOffset Expires, string? UsedBy);

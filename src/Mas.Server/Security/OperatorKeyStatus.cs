namespace Mas.Server.Security;

/// <summary>What is known of an operator's key besides the key.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Made">When it was made or last rotated; null = before that was kept.</param>
/// <param name="Expires">Until when it is good.</param>
/// <param name="LastUsed">When it was last used, to the minute; null = never.</param>
/// <param name="FormerExpires">Until when the key it was before it was rotated is good; null = it is not.</param>
public sealed record OperatorKeyStatus(
    string Name, IReadOnlyList<string> Scopes, DateTimeOffset? Made, DateTimeOffset Expires, DateTimeOffset? LastUsed,
    DateTimeOffset? FormerExpires);

using System.Security.Claims;

namespace Mas.Server.Security;

/// <summary>With which OpenID Connect provider operators show who they are, and what they may do then.</summary>
public sealed record OpenIdTerms
{
    /// <summary>Where the provider sends the browser back to; the provider must know it.</summary>
    public const string BackPath = "/sign-in/openid/back";

    private const int LongestSubject = 128;

    /// <summary>The provider: an https address, or an http one of this machine.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The name by which the provider knows this server.</summary>
    public required string Client { get; init; }

    /// <summary>The secret that this server shares with the provider.</summary>
    public required string Secret { get; init; }

    /// <summary>
    /// Whom access tokens must be for, so that they are accepted in place of keys; null, the default, = none is. Not
    /// <see cref="Client"/>: what the provider makes for that are ID tokens, which browsers have.
    /// </summary>
    public string? Audience { get; init; }

    /// <summary>The claim whose values say what an operator may do; default <c>roles</c>.</summary>
    public string Claim { get; init; } = "roles";

    /// <summary>What an operator may do by the values of that claim; one without any of them is refused.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<OperatorScope>> Scopes { get; init; }

    /// <summary>An operator's name: the user at the provider, and which provider it is; null = it has none.</summary>
    /// <param name="user">What the provider says of them.</param>
    public string? NameOf(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirst("sub")?.Value is { Length: > 0 and <= LongestSubject } subject
            && !subject.Any(char.IsControl)
            ? $"{subject} at {Authority.Authority}" : null;
    }

    /// <summary>What an operator may do.</summary>
    /// <param name="user">What the provider says of them.</param>
    public IReadOnlyList<OperatorScope> ScopesOf(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return
        [
            .. user.FindAll(Claim).SelectMany(claim => Scopes.GetValueOrDefault(claim.Value) ?? []).Distinct().Order(),
        ];
    }
}

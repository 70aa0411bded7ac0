using Mas.Server.Security;

namespace Mas.Dashboard.Access;

/// <summary>With which OpenID Connect provider operators sign in, and what they may do then.</summary>
public sealed record OpenIdTerms
{
    /// <summary>Where the provider sends the browser back to; the provider must know it.</summary>
    public const string BackPath = "/sign-in/openid/back";

    /// <summary>The provider: an https address, or an http one of this machine.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The name by which the provider knows this server.</summary>
    public required string Client { get; init; }

    /// <summary>The secret that this server shares with the provider.</summary>
    public required string Secret { get; init; }

    /// <summary>The claim whose values say what an operator may do; default <c>roles</c>.</summary>
    public string Claim { get; init; } = "roles";

    /// <summary>What an operator may do by the values of that claim; one without any of them is refused.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<OperatorScope>> Scopes { get; init; }
}

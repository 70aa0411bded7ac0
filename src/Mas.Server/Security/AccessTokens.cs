using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Mas.Server.Security;

/// <summary>
/// Access tokens of the OpenID Connect provider: JSON Web Tokens that it has signed for this server's audience, and
/// that have not expired. The provider's keys are fetched when the first token comes, and kept.
/// </summary>
internal static class AccessTokens
{
    private const string Scheme = "access-token";

    // What a clock may be off: a token is good for minutes.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    // Signatures by a key pair alone: none of a secret that others may share.
    private static readonly string[] _algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Has a server check them.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="terms">The provider and the audience.</param>
    internal static void AddTo(IServiceCollection services, OpenIdTerms terms) =>
        services.AddAuthentication().AddJwtBearer(Scheme, tokens =>
        {
            tokens.Authority = terms.Authority.ToString();
            tokens.RequireHttpsMetadata = terms.Authority.Scheme == Uri.UriSchemeHttps;
            tokens.Audience = terms.Audience;
            tokens.MapInboundClaims = false;
            tokens.TokenValidationParameters.ValidAlgorithms = _algorithms;
            tokens.TokenValidationParameters.ClockSkew = Skew;
            tokens.TokenValidationParameters.RequireExpirationTime = true;
        });

    /// <summary>Whose token a request has; null = it has none that is good.</summary>
    internal static async Task<ClaimsPrincipal?> User(HttpContext context)
    {
        var found = await context.AuthenticateAsync(Scheme);
        return found.Succeeded ? found.Principal : null;
    }
}

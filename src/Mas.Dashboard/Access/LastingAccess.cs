using System.Security.Claims;
using Mas.Server.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Mas.Dashboard.Access;

/// <summary>Looks from time to time whether the key that a page was opened with still holds.</summary>
internal sealed class LastingAccess(OperatorKeys keys, ILoggerFactory loggers)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <summary>Whether the key that was signed in with is still valid, with the same name and scopes.</summary>
    internal static bool Holds(ClaimsPrincipal user, OperatorKeys keys)
    {
        if (user.FindFirstValue(Scope.KeyClaim) is not { } digest)
            return true;
        return keys.Find(digest) is { } found && found.Name == user.Identity!.Name
            && found.Scopes.Select(scope => $"{scope}").Order()
                .SequenceEqual(user.FindAll(Scope.Claim).Select(claim => claim.Value).Order());
    }

    /// <inheritdoc/>
    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState state, CancellationToken cancellation) => Task.FromResult(Holds(state.User, keys));
}

using System.Security.Claims;
using Mas.Server.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Mas.Dashboard.Access;

/// <summary>
/// Signs an open page out: at once when its session ends, and within half a minute when its key does not hold any more.
/// </summary>
internal sealed class LastingAccess : RevalidatingServerAuthenticationStateProvider
{
    private readonly OperatorKeys _keys;
    private readonly Sessions _sessions;

    /// <summary>Of one page.</summary>
    public LastingAccess(OperatorKeys keys, Sessions sessions, ILoggerFactory loggers)
        : base(loggers)
    {
        (_keys, _sessions) = (keys, sessions);
        sessions.Ended += End;
    }

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <summary>Whether the key that was signed in with is still valid, with the same name and scopes.</summary>
    internal static async Task<bool> Holds(ClaimsPrincipal user, OperatorKeys keys)
    {
        if (user.FindFirstValue(Scope.KeyClaim) is not { } digest)
        {
            return true;
        }

        return await keys.Find(digest) is { } found && found.Name == user.Identity!.Name
            && found.Scopes.Select(scope => $"{scope}").Order()
                .SequenceEqual(user.FindAll(Scope.Claim).Select(claim => claim.Value).Order());
    }

    /// <inheritdoc/>
    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState state, CancellationToken cancellation) =>
        state.User.FindFirstValue(Scope.SessionClaim) is { } id && _sessions.GoesOn(id)
            ? Holds(state.User, _keys) : Task.FromResult(false);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _sessions.Ended -= End;
        base.Dispose(disposing);
    }

    private async void End(string id)
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.HasClaim(Scope.SessionClaim, id))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}

using System.Security.Claims;
using Mas.Server.Security;

namespace Mas.Dashboard.Access;

/// <summary>What a signed-in user may do: policies, each named for an <see cref="OperatorScope"/>.</summary>
internal static class Scope
{
    /// <summary>The claim that holds a scope.</summary>
    internal const string Claim = "scope";

    /// <summary>
    /// The claim that holds the digest of the key that was signed in with; absent for the one-time link.
    /// </summary>
    internal const string KeyClaim = "key";

    /// <summary>The claim that holds the address that was signed in from.</summary>
    internal const string AddressClaim = "address";

    /// <summary>The claim that holds the name of the session.</summary>
    internal const string SessionClaim = "session";

    /// <summary>See everything, fetch models.</summary>
    internal const string Read = nameof(OperatorScope.Read);

    /// <summary>Submit tasks, and cancel one's own.</summary>
    internal const string Submit = nameof(OperatorScope.Submit);

    /// <summary>Approve a split that is held.</summary>
    internal const string Approve = nameof(OperatorScope.Approve);

    /// <summary>Train and fetch models of single clients.</summary>
    internal const string Single = nameof(OperatorScope.Single);

    /// <summary>Everything.</summary>
    internal const string Admin = nameof(OperatorScope.Admin);

    /// <summary>Whether a user has a scope.</summary>
    internal static bool Has(ClaimsPrincipal user, string scope) =>
        user.HasClaim(Claim, scope) || user.HasClaim(Claim, Admin);

    /// <summary>The address that a user has signed in from.</summary>
    internal static string AddressOf(ClaimsPrincipal user) => user.FindFirstValue(AddressClaim) ?? "";

    /// <summary>The scope a user needs to cancel a submission of an operator.</summary>
    internal static string ToCancel(ClaimsPrincipal user, string by) => user.Identity?.Name == by ? Submit : Admin;

    /// <summary>Whether a user may cancel a submission of an operator.</summary>
    internal static bool MayCancel(ClaimsPrincipal user, string by) => Has(user, ToCancel(user, by));
}

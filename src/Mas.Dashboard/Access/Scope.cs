using System.Security.Claims;
using Mas.Server.Security;

namespace Mas.Dashboard.Access;

/// <summary>What somebody who is signed in may do: policies, each of the name of an <see cref="OperatorScope"/>.</summary>
internal static class Scope
{
    /// <summary>The claim that holds a scope.</summary>
    internal const string Claim = "scope";

    /// <summary>The claim that holds the digest of the key somebody signed in with; whom the link let in has none.</summary>
    internal const string KeyClaim = "key";

    /// <summary>See everything, fetch models.</summary>
    internal const string Read = nameof(OperatorScope.Read);

    /// <summary>Submit tasks, and cancel one's own.</summary>
    internal const string Submit = nameof(OperatorScope.Submit);

    /// <summary>Approve a split that is held.</summary>
    internal const string Approve = nameof(OperatorScope.Approve);

    /// <summary>Everything.</summary>
    internal const string Admin = nameof(OperatorScope.Admin);

    /// <summary>Whether somebody has a scope.</summary>
    internal static bool Has(ClaimsPrincipal user, string scope) =>
        user.HasClaim(Claim, scope) || user.HasClaim(Claim, Admin);

    /// <summary>The scope somebody needs to cancel what was submitted by somebody.</summary>
    internal static string ToCancel(ClaimsPrincipal user, string by) => user.Identity?.Name == by ? Submit : Admin;

    /// <summary>Whether somebody may cancel what was submitted by somebody.</summary>
    internal static bool MayCancel(ClaimsPrincipal user, string by) => Has(user, ToCancel(user, by));
}

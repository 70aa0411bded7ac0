using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>The caller of a request and its address, for logs and the audit trail.</summary>
internal static class Caller
{
    /// <summary>An operator has shown by a key who they are.</summary>
    internal static void Is(HttpContext context, string name) =>
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "key"));

    /// <summary>The operator, by key or by session; empty = not authenticated.</summary>
    internal static string Name(HttpContext context) => context.User.Identity?.Name ?? "";

    /// <summary>The address a request came from; empty = it is not known.</summary>
    internal static string Address(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => $"{mapped.MapToIPv4()}",
        var address => $"{address}",
    };

    /// <summary>Whom the address counts for, as <see cref="AddressLimits"/> counts.</summary>
    internal static string Network(HttpContext context) => $"{AddressLimits.Of(context.Connection.RemoteIpAddress)}";
}

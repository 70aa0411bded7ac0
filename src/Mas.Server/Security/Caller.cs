using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>Who asks and where from, for whoever tells of a request.</summary>
internal static class Caller
{
    /// <summary>An operator has shown by a key who they are.</summary>
    internal static void Is(HttpContext context, string name) =>
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "key"));

    /// <summary>The operator, by key or by session; empty = nobody has shown who they are.</summary>
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

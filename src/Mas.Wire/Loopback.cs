using System.Net;

namespace Mas.Wire;

/// <summary>What leads to this machine only: its loopback addresses, and the name localhost.</summary>
public static class Loopback
{
    /// <summary>Whether an address is a loopback address: 127.0.0.0/8, also written as IPv6, or ::1.</summary>
    public static bool Is(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>
    /// Whether the host of an address is <c>localhost</c> or a loopback address. What the name resolves to is known
    /// only when a connection is made.
    /// </summary>
    /// <param name="host">The host, an IPv6 address with or without brackets.</param>
    public static bool IsNamed(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && Is(address));
}

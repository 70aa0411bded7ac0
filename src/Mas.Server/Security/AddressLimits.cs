using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Mas.Server.Refusals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>
/// How much an address may do without authentication: fail so often a minute, open so many connections a minute, and
/// hold so many on which no caller has authenticated. What succeeds is never counted, since thousands of devices may
/// share an address. A device that has joined or an operator with a key is heard whatever others at its address do.
/// Thread-safe.
/// </summary>
internal sealed class AddressLimits(LimitTerms terms, TimeProvider time)
{
    private const int NetworkBytes = 8;

    private readonly ConcurrentDictionary<IPAddress, int> _strangers = [];
    private readonly TokenBuckets<IPAddress> _arrivals = new(terms.ConnectionsPerAddress, time);
    private readonly TokenBuckets<IPAddress> _failures = new(terms.FailuresPerMinute, time);

    /// <summary>
    /// Refuses a stranger whose address has failed too often, before anything is looked at. No token is taken: a
    /// request that succeeds is not counted.
    /// </summary>
    /// <exception cref="Refusal">It has.</exception>
    internal void Check(HttpContext context)
    {
        if (Wait(context) is var wait && wait > TimeSpan.Zero)
        {
            throw TooMany(wait);
        }
    }

    /// <summary>How long a stranger at an address that has failed too often has to wait; 0 = it has not.</summary>
    internal TimeSpan Wait(HttpContext context) => _failures.Wait(Of(context));

    /// <summary>Counts a failure.</summary>
    /// <returns>What the stranger is to be told: the failure, or that there were too many.</returns>
    internal Refusal Count(HttpContext context, Refusal failure) =>
        _failures.Take(Of(context)) is var wait && wait > TimeSpan.Zero ? TooMany(wait) : failure;

    /// <summary>A connection's owner has authenticated: it no longer counts as a stranger's.</summary>
    internal static void Known(HttpContext context) => context.Features.Get<Visitor>()?.Known();

    /// <summary>Serves a connection, unless its address has too many strangers: then it costs no handshake.</summary>
    internal async Task Connected(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (_arrivals.Take(address) > TimeSpan.Zero)
        {
            connection.Abort();
            return;
        }

        if (_strangers.AddOrUpdate(address, 1, (_, count) => count + 1) > terms.ConnectionsPerAddress)
        {
            Leave(address);
            connection.Abort();
            return;
        }

        var visitor = new Visitor(connection, () => _arrivals.GiveBack(address), () => Leave(address));
        connection.Features.Set(visitor);
        try
        {
            await next(connection);
        }
        finally
        {
            visitor.End();
        }
    }

    /// <summary>Whom a request's address stands for.</summary>
    internal static IPAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>What an address stands for: with IPv6 its whole network of 64 bits, which has one owner.</summary>
    internal static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }

    private static Refusal TooMany(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "Too many requests of this address have failed; unauthenticated requests are accepted again in a minute.")
    {
        RetryAfter = wait,
    };

    /// <summary>One stranger less; an address without any is forgotten.</summary>
    private void Leave(IPAddress address)
    {
        var left = _strangers.AddOrUpdate(address, 0, (_, count) => count - 1);
        if (left == 0)
        {
            _strangers.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
        }
    }
}

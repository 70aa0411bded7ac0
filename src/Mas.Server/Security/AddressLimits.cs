using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Mas.Server.Refusals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>
/// How much an address may do whose requests nobody vouches for: fail so often a minute, and hold so many connections on
/// which nobody has shown who they are. What succeeds is never counted, since thousands of devices may share an address,
/// and a device that has joined or an operator with a key is heard whatever others at its address have done. Thread-safe.
/// </summary>
internal sealed class AddressLimits(LimitTerms terms) : IDisposable
{
    private const int Refills = 60;
    private const int NetworkBytes = 8;

    private readonly ConcurrentDictionary<IPAddress, int> _strangers = [];

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = terms.FailuresPerMinute,
            TokensPerPeriod = Math.Max(1, terms.FailuresPerMinute / Refills),
            ReplenishmentPeriod = TimeSpan.FromMinutes(Math.Max(1, terms.FailuresPerMinute / Refills))
                / terms.FailuresPerMinute,
            QueueLimit = 0,
        }));

    /// <summary>Refuses a stranger whose address has failed too often, before anything is looked at.</summary>
    /// <exception cref="Refusal">It has.</exception>
    internal void Check(HttpContext context)
    {
        // No permit is taken: whoever succeeds is not counted. To ask for none would succeed with a part of one left.
        if (_failures.GetStatistics(Of(context.Connection.RemoteIpAddress))?.CurrentAvailablePermits < 1)
            throw TooMany();
    }

    /// <summary>Counts a failure.</summary>
    /// <returns>What the stranger is to be told: the failure, or that there were too many.</returns>
    internal Refusal Count(HttpContext context, Refusal failure)
    {
        using var lease = _failures.AttemptAcquire(Of(context.Connection.RemoteIpAddress));
        return lease.IsAcquired ? failure : TooMany();
    }

    /// <summary>Somebody has shown who they are: their connection is not a stranger's any more.</summary>
    internal static void Known(HttpContext context) => context.Features.Get<Stranger>()?.Leave();

    /// <summary>Serves a connection, unless its address has too many strangers.</summary>
    internal async Task Connected(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (_strangers.AddOrUpdate(address, 1, (_, count) => count + 1) > terms.ConnectionsPerAddress)
        {
            Leave(address);
            connection.Abort();
            return;
        }

        var stranger = new Stranger(() => Leave(address));
        connection.Features.Set(stranger);
        try
        {
            await next(connection);
        }
        finally
        {
            stranger.Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _failures.Dispose();

    /// <summary>Whom an address stands for: with IPv6, whoever has a network has all of it.</summary>
    internal static IPAddress Of(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }

    private static Refusal TooMany() => new(
        StatusCodes.Status429TooManyRequests,
        "Too many requests of this address have failed; those of nobody known are heard again in a minute.");

    /// <summary>One stranger less; an address without any is forgotten.</summary>
    private void Leave(IPAddress address)
    {
        var left = _strangers.AddOrUpdate(address, 0, (_, count) => count - 1);
        if (left == 0)
            _strangers.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
    }

    /// <summary>A connection on which nobody has shown who they are, yet.</summary>
    private sealed class Stranger(Action leave)
    {
        private Action? _leave = leave;

        /// <summary>It is one no more; said again, it changes nothing.</summary>
        internal void Leave() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}

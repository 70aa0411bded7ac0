using System.Collections.Concurrent;
using System.Globalization;
using Mas.Learning;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>
/// How much a device may ask: requests per minute and at once, connections, and bytes per day either way. Only what it has
/// shown to be its own counts against it. What it has used is known since this start alone. Thread-safe.
/// </summary>
internal sealed class DeviceLimits(LimitTerms terms, TimeProvider time)
{
    private readonly TokenBuckets<string> _requests = new(terms.RequestsPerMinute, time);
    private readonly DailyBytes _bytes = new(terms.BytesPerDay, time);
    private readonly ConcurrentDictionary<string, int> _underWay = [];
    private readonly ConcurrentDictionary<string, int> _connections = [];

    /// <summary>Refuses a device that has asked too often, before it is looked at whether this is the device.</summary>
    /// <exception cref="Refusal">It has.</exception>
    internal void Check(string device) => Refuse(_requests.Wait(device));

    /// <summary>Counts a request.</summary>
    /// <exception cref="Refusal">It is one too many.</exception>
    internal void Count(string device) => Refuse(_requests.Take(device));

    /// <summary>Counts a request no more that turned out not to be the device's own.</summary>
    internal void GiveBack(string device) => _requests.GiveBack(device);

    /// <summary>Counts a request as under way until it is answered, and its connection as the device's until it ends.</summary>
    /// <exception cref="Refusal">It is one too many; its connection is to be closed.</exception>
    internal void Enter(string device, HttpContext context)
    {
        var visitor = context.Features.Get<Visitor>();
        if (!TryEnter(_underWay, device, out var underWay)
            || visitor?.TryBelongTo(() => TryEnter(_connections, device, out var held) ? held : null) == false)
        {
            underWay?.Dispose();
            throw new Refusal(
                StatusCodes.Status429TooManyRequests,
                $"The device holds too much at once; limit {Plural.Of(terms.ConnectionsPerDevice, "connection")}, "
                + "and as many requests.")
            {
                ClosesConnection = true,
            };
        }

        context.Response.RegisterForDispose(underWay!);
    }

    /// <summary>Counts bytes that will be sent, taken or hashed, before they are.</summary>
    /// <exception cref="Refusal">They are too many for the day.</exception>
    internal DailyBytes.Charge Count(DeviceRow device, long bytes) => _bytes.Take(device.Id, bytes) ?? throw new Refusal(
        StatusCodes.Status429TooManyRequests,
        string.Create(
            CultureInfo.InvariantCulture,
            $"This would exceed the device's {Plural.Of(terms.BytesPerDay, "byte")} per day; retry after midnight UTC."))
    {
        RetryAfter = _bytes.UntilTomorrow,
    };

    /// <summary>Takes back bytes that were counted and have not been moved: their connection was cut.</summary>
    internal void GiveBack(DailyBytes.Charge charge, long bytes) => _bytes.GiveBack(charge, bytes);

    private void Refuse(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            throw new Refusal(
                StatusCodes.Status429TooManyRequests,
                $"The device sends too many requests; its limit is {terms.RequestsPerMinute} per minute.")
            {
                RetryAfter = wait,
            };
        }
    }

    /// <summary>Counts one more of a device's, unless it has as many as it may.</summary>
    /// <param name="counts">What is counted; a device that has none takes no memory.</param>
    /// <param name="device">The device.</param>
    /// <param name="held">Counts it no more when disposed of; null = it was not counted.</param>
    private bool TryEnter(ConcurrentDictionary<string, int> counts, string device, out Held? held)
    {
        held = counts.AddOrUpdate(device, 1, (_, count) => count + 1) <= terms.ConnectionsPerDevice
            ? new Held(counts, device) : null;
        if (held is null)
        {
            Held.Leave(counts, device);
        }

        return held is not null;
    }

    private sealed class Held(ConcurrentDictionary<string, int> counts, string device) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
            {
                Leave(counts, device);
            }
        }

        internal static void Leave(ConcurrentDictionary<string, int> counts, string device)
        {
            if (counts.AddOrUpdate(device, 0, (_, count) => count - 1) == 0)
            {
                counts.TryRemove(new KeyValuePair<string, int>(device, 0));
            }
        }
    }
}

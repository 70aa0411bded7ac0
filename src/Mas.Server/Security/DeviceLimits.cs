using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Mas.Learning;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Security;

/// <summary>
/// How much a device may ask: requests a minute, and bytes a day either way. What it has used is known since this start
/// alone. Thread-safe.
/// </summary>
internal sealed class DeviceLimits(LimitTerms terms, TimeProvider time) : IDisposable
{
    private const int Refills = 60;

    private readonly ConcurrentDictionary<string, (DateOnly Day, long Bytes)> _used = [];

    private readonly PartitionedRateLimiter<string> _requests = PartitionedRateLimiter.Create<string, string>(device =>
        RateLimitPartition.GetTokenBucketLimiter(device, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = terms.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, terms.RequestsPerMinute / Refills),
            ReplenishmentPeriod = TimeSpan.FromMinutes(Math.Max(1, terms.RequestsPerMinute / Refills))
                / terms.RequestsPerMinute,
            QueueLimit = 0,
        }));

    /// <summary>Counts a request.</summary>
    /// <exception cref="Refusal">It is one too many.</exception>
    internal void Count(DeviceRow device)
    {
        using var lease = _requests.AttemptAcquire(device.Id);
        if (!lease.IsAcquired)
            throw TooMany($"The device asks too often; it may ask {Plural.Of(terms.RequestsPerMinute, "time")} a minute.");
    }

    /// <summary>Counts bytes that will be sent or taken, before they are.</summary>
    /// <exception cref="Refusal">They are too many for the day.</exception>
    internal void Count(DeviceRow device, long bytes)
    {
        if (terms.BytesPerDay == 0)
            return;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (_, used) = _used.AddOrUpdate(
            device.Id, _ => (today, bytes),
            (_, before) => before.Day != today
                ? (today, bytes)
                : (today, before.Bytes > terms.BytesPerDay ? before.Bytes : before.Bytes + bytes));
        if (used > terms.BytesPerDay)
        {
            throw TooMany(string.Create(
                CultureInfo.InvariantCulture,
                $"The device has used the {Plural.Of(terms.BytesPerDay, "byte")} it has for a day; the next begins at midnight UTC."));
        }
    }

    /// <summary>Takes back bytes that were counted and have not come: their connection was cut.</summary>
    internal void GiveBack(DeviceRow device, long bytes)
    {
        if (_used.TryGetValue(device.Id, out var used))
            _used.TryUpdate(device.Id, used with { Bytes = Math.Max(0, used.Bytes - bytes) }, used);
    }

    /// <inheritdoc/>
    public void Dispose() => _requests.Dispose();

    private static Refusal TooMany(string sentence) => new(StatusCodes.Status429TooManyRequests, sentence);
}

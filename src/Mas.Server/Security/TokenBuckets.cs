using System.Collections.Concurrent;

namespace Mas.Server.Security;

/// <summary>
/// A bucket of tokens per key: it holds what a minute gives, and fills evenly. A full bucket takes no memory. Thread-safe.
/// </summary>
/// <param name="perMinute">Tokens per minute, and at most at once; at least 1.</param>
/// <param name="time">The clock, of which only the timestamps are read.</param>
internal sealed class TokenBuckets<TKey>(int perMinute, TimeProvider time)
    where TKey : notnull
{
    private const int SweepSeconds = 10;

    // What a bucket lacks is told by when it will be full; one that has been full by now is not kept.
    private readonly ConcurrentDictionary<TKey, long> _fullAt = [];
    private readonly long _minute = 60 * time.TimestampFrequency;
    private readonly long _token = Math.Max(1, 60 * time.TimestampFrequency / perMinute);
    private long _swept = time.GetTimestamp();

    /// <summary>How many buckets take memory.</summary>
    internal int Count => _fullAt.Count;

    /// <summary>How long it takes until a bucket has a token; zero where it has one. None is taken.</summary>
    internal TimeSpan Wait(TKey key) =>
        _fullAt.TryGetValue(key, out var fullAt) ? WaitFor(fullAt + _token) : TimeSpan.Zero;

    /// <summary>Takes a token.</summary>
    /// <returns>How long it takes until there is one; zero where one was taken.</returns>
    internal TimeSpan Take(TKey key)
    {
        Sweep();
        while (true)
        {
            var isKept = _fullAt.TryGetValue(key, out var before);
            var after = Math.Max(before, time.GetTimestamp()) + _token;
            if (WaitFor(after) is var wait && wait > TimeSpan.Zero)
            {
                return wait;
            }

            if (isKept ? _fullAt.TryUpdate(key, after, before) : _fullAt.TryAdd(key, after))
            {
                return TimeSpan.Zero;
            }
        }
    }

    /// <summary>Gives a token back that was taken for nothing.</summary>
    internal void GiveBack(TKey key)
    {
        while (_fullAt.TryGetValue(key, out var before) && !_fullAt.TryUpdate(key, before - _token, before))
        {
            // Another request has changed it; look again.
        }
    }

    /// <summary>How long until a bucket may be full at a time: none is emptier than a minute.</summary>
    private TimeSpan WaitFor(long fullAt)
    {
        var now = time.GetTimestamp();
        return fullAt - _minute > now ? time.GetElapsedTime(now, fullAt - _minute) : TimeSpan.Zero;
    }

    /// <summary>Forgets the buckets that are full, once in a while.</summary>
    private void Sweep()
    {
        var (now, swept) = (time.GetTimestamp(), Interlocked.Read(ref _swept));
        if (now - swept < SweepSeconds * time.TimestampFrequency
            || Interlocked.CompareExchange(ref _swept, now, swept) != swept)
        {
            return;
        }

        foreach (var bucket in _fullAt)
        {
            if (bucket.Value <= now)
            {
                _fullAt.TryRemove(bucket);
            }
        }
    }
}

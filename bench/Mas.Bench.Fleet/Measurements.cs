using System.Collections.Concurrent;

namespace Mas.Bench.Fleet;

/// <summary>What the devices of a fleet see: how many have joined, and how long each request took until it was answered.</summary>
internal sealed class Measurements
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _milliseconds = [];
    private int _joined;

    /// <summary>Devices that have joined.</summary>
    internal int DevicesJoined => Volatile.Read(ref _joined);

    internal void Joined() => Interlocked.Increment(ref _joined);

    /// <summary>Times one request.</summary>
    internal async Task Time(string what, Func<Task> request)
    {
        var started = TimeProvider.System.GetTimestamp();
        await request();
        _milliseconds.GetOrAdd(what, _ => new ConcurrentQueue<double>())
            .Enqueue(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The times of a kind of request, ascending, in milliseconds.</summary>
    internal double[] Of(string what) => [.. _milliseconds.GetValueOrDefault(what, []).Order()];
}

namespace Mas.Device.Connections;

/// <summary>
/// The bytes of models and weights that an order has moved, failed attempts included. Thread-safe.
/// </summary>
/// <param name="moved">Called with the size of every piece, in either direction; null = never.</param>
internal sealed class Traffic(Action<long>? moved = null)
{
    private long _down;
    private long _up;

    /// <summary>Bytes fetched.</summary>
    internal long Down => Interlocked.Read(ref _down);

    /// <summary>Bytes sent.</summary>
    internal long Up => Interlocked.Read(ref _up);

    /// <summary>Counts bytes fetched.</summary>
    internal void Fetched(long bytes)
    {
        Interlocked.Add(ref _down, bytes);
        moved?.Invoke(bytes);
    }

    /// <summary>Counts bytes sent.</summary>
    internal void Sent(long bytes)
    {
        Interlocked.Add(ref _up, bytes);
        moved?.Invoke(bytes);
    }
}

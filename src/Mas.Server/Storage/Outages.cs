namespace Mas.Server.Storage;

/// <summary>
/// The outages that requests have met since the server started. A device whose update a full disk did not take is late
/// through no fault of its own, nor is a round that has too few updates then. Thread-safe.
/// </summary>
internal sealed class Outages
{
    private readonly Lock _gate = new();
    private (int Count, Exception? Last) _met;

    /// <summary>How many there were, and the last of them; null = none.</summary>
    internal (int Count, Exception? Last) Met
    {
        get
        {
            lock (_gate)
            {
                return _met;
            }
        }
    }

    /// <summary>A request has failed: counted where that was an outage.</summary>
    internal void Failed(Exception fault)
    {
        if (!Outage.Is(fault))
        {
            return;
        }

        lock (_gate)
        {
            _met = (_met.Count + 1, fault);
        }
    }
}

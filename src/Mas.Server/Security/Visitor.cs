using Microsoft.AspNetCore.Connections;

namespace Mas.Server.Security;

/// <summary>
/// A connection that is no proxy's: a stranger's until somebody has shown on it who they are, and hung up on where it asks
/// on and on after it was told that it asks too much. Thread-safe.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="known">Called once, when it is no stranger's any more; not where it ends as one.</param>
/// <param name="leave">Called once, when it is no stranger's any more or has ended.</param>
internal sealed class Visitor(ConnectionContext connection, Action known, Action leave)
{
    /// <summary>Requests in a row that are answered with a limit; at the next the connection is aborted.</summary>
    internal const int MostRefused = 20;

    private readonly Lock _gate = new();
    private bool _isStranger = true;
    private bool _hasEnded;
    private IDisposable? _device;
    private int _refused;

    /// <summary>The caller has authenticated.</summary>
    internal void Known()
    {
        lock (_gate)
        {
            _refused = 0;
            if (!_isStranger)
            {
                return;
            }

            _isStranger = false;
            known();
            leave();
        }
    }

    /// <summary>Counts the connection as a device's until it ends; of several devices, as the first one's.</summary>
    /// <param name="enter">Counts it; null where the device has as many as it may.</param>
    /// <returns>Whether the device may have it.</returns>
    internal bool TryBelongTo(Func<IDisposable?> enter)
    {
        lock (_gate)
        {
            return _hasEnded || (_device ??= enter()) is not null;
        }
    }

    /// <summary>A request was refused for a limit.</summary>
    /// <returns>Whether it was one too many: then the connection is aborted and no answer is sent.</returns>
    internal bool IsAbortedBy429()
    {
        lock (_gate)
        {
            if (++_refused <= MostRefused)
            {
                return false;
            }
        }

        connection.Abort();
        return true;
    }

    /// <summary>The connection has ended.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _device?.Dispose();
            if (!_isStranger)
            {
                return;
            }

            _isStranger = false;
            leave();
        }
    }
}

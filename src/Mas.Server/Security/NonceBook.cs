namespace Mas.Server.Security;

/// <summary>
/// The nonces of the last minutes, so that no signature is good twice. Bounded: older signatures are refused for their
/// time, and more requests than fit are refused. Thread-safe.
/// </summary>
internal sealed class NonceBook
{
    /// <summary>Nonces held at most.</summary>
    internal const int Capacity = 1_000_000;

    private readonly HashSet<string> _used = [];
    private readonly Queue<(long Until, string Nonce)> _ages = [];
    private readonly Lock _gate = new();

    /// <summary>Uses a nonce.</summary>
    /// <param name="nonce">Device and nonce.</param>
    /// <param name="now">Seconds since 1970.</param>
    /// <param name="window">How long, in seconds, a signature may be good from now.</param>
    /// <returns>Whether it was free.</returns>
    internal bool Use(string nonce, long now, int window)
    {
        lock (_gate)
        {
            while (_ages.TryPeek(out var oldest) && oldest.Until < now)
                _used.Remove(_ages.Dequeue().Nonce);
            if (_used.Count >= Capacity || !_used.Add(nonce))
                return false;
            _ages.Enqueue((now + window, nonce));
            return true;
        }
    }
}

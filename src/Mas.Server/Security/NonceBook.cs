namespace Mas.Server.Security;

/// <summary>
/// The nonces of the last minutes, a book per device, so that no signature is good twice. Bounded: older signatures are
/// refused for their time, and while a device's book or all of them are full, no nonce is taken. Thread-safe.
/// </summary>
/// <param name="perDevice">Nonces held at most of one device.</param>
/// <param name="whole">Nonces held at most of all devices.</param>
internal sealed class NonceBook(int perDevice, int whole)
{
    private readonly Dictionary<string, Pages> _books = [];
    private readonly Lock _gate = new();
    private int _count;
    private long _swept;

    /// <summary>How many devices have a book.</summary>
    internal int Devices
    {
        get
        {
            lock (_gate)
            {
                return _books.Count;
            }
        }
    }

    /// <summary>Uses a nonce.</summary>
    /// <param name="device">The device whose it is.</param>
    /// <param name="nonce">The nonce.</param>
    /// <param name="now">Seconds since 1970.</param>
    /// <param name="window">How long, in seconds, a signature may be good from now.</param>
    /// <returns>Whether it was free; null = it cannot be told, since nothing can be written down.</returns>
    internal bool? Use(string device, string nonce, long now, int window)
    {
        lock (_gate)
        {
            Sweep(now, window);
            if (!_books.TryGetValue(device, out var book))
            {
                book = new Pages();
            }

            _count -= book.Forget(now);
            if (book.Has(nonce))
            {
                return false;
            }

            if (book.Count >= perDevice || _count >= whole)
            {
                return null;
            }

            _books[device] = book;
            book.Write(nonce, now + window);
            _count++;
            return true;
        }
    }

    /// <summary>Closes the books of devices that have said nothing for a while.</summary>
    private void Sweep(long now, int window)
    {
        if (Math.Abs(now - _swept) < window)
        {
            return;
        }

        _swept = now;
        foreach (var (device, book) in _books)
        {
            _count -= book.Forget(now);
            if (book.Count == 0)
            {
                _books.Remove(device);
            }
        }
    }

    /// <summary>The nonces of one device.</summary>
    private sealed class Pages
    {
        private readonly HashSet<string> _used = [];
        private readonly Queue<(long Until, string Nonce)> _ages = [];

        internal int Count => _used.Count;

        internal bool Has(string nonce) => _used.Contains(nonce);

        internal void Write(string nonce, long until)
        {
            _used.Add(nonce);
            _ages.Enqueue((until, nonce));
        }

        /// <summary>Forgets those no signature can have any more.</summary>
        /// <returns>How many.</returns>
        internal int Forget(long now)
        {
            var forgotten = 0;
            for (; _ages.TryPeek(out var oldest) && oldest.Until < now; forgotten++)
            {
                _used.Remove(_ages.Dequeue().Nonce);
            }

            return forgotten;
        }
    }
}

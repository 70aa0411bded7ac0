namespace Mas.Learning;

/// <summary>
/// What was worked out once and may be worked out again: as many answers as fit, the one asked for longest ago
/// forgotten first. Thread-safe; an answer that several ask for at the same time may be worked out by each of them.
/// </summary>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TValue">The answer.</typeparam>
/// <param name="most">Answers that are kept; at least 1.</param>
public sealed class BoundedCache<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _found = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];

    /// <summary>Answers that are kept at present.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _found.Count;
            }
        }
    }

    /// <summary>The answer that is kept, or else what <paramref name="make"/> works out, outside any lock.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        if (TryGet(key, out var known))
        {
            return known;
        }

        var made = make(key);
        lock (_gate)
        {
            if (_found.TryGetValue(key, out var other))
            {
                return other.Value.Value;
            }

            Keep(key, made);
            return made;
        }
    }

    /// <summary>The answer that is kept, if one is.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        lock (_gate)
        {
            if (!_found.TryGetValue(key, out var node))
            {
                value = default!;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddLast(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Keeps an answer in place of the one that was.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            Forget(key);
            Keep(key, value);
        }
    }

    /// <summary>Forgets an answer, where one is kept.</summary>
    public void Remove(TKey key)
    {
        lock (_gate)
        {
            Forget(key);
        }
    }

    /// <summary>The answers that are kept, those asked for longest ago first.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Snapshot()
    {
        lock (_gate)
        {
            return [.. _byUse.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))];
        }
    }

    private void Keep(TKey key, TValue value)
    {
        _found[key] = _byUse.AddLast((key, value));
        if (_found.Count > most)
        {
            Forget(_byUse.First!.Value.Key);
        }
    }

    private void Forget(TKey key)
    {
        if (_found.Remove(key, out var node))
        {
            _byUse.Remove(node);
        }
    }
}

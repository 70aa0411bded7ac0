namespace Mas.Wire;

/// <summary>
/// The pauses between tries of one thing: each is twice as long as the one before, up to a longest. Not thread-safe.
/// </summary>
public sealed class DoublingPause
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private TimeSpan _due;

    /// <summary>Nothing was tried yet.</summary>
    /// <param name="first">The first pause; above 0.</param>
    /// <param name="longest">The longest; at least the first.</param>
    public DoublingPause(TimeSpan first, TimeSpan longest) => (_first, _longest, _due) = (first, longest, first);

    /// <summary>The pause that is due now.</summary>
    public TimeSpan Next()
    {
        var due = _due;
        _due = due * 2 < _longest ? due * 2 : _longest;
        return due;
    }

    /// <summary>Begins again with the first pause: a try has succeeded.</summary>
    public void Reset() => _due = _first;
}

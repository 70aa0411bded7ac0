namespace Mas.Engine.Parallelism;

/// <summary>
/// A piece of work and its state as one delegate, used again and again: one for each thread and type of state, and more
/// only while work of a pool without helpers runs inside other such work.
/// </summary>
internal sealed class SharedWork<TState>
{
    [ThreadStatic]
    private static SharedWork<TState>? _spare;

    private SharedWork() => Run = index => Piece!(index, State!);

    internal Action<int> Run { get; }

    internal TState? State { get; set; }

    internal Action<int, TState>? Piece { get; set; }

    internal static SharedWork<TState> Take()
    {
        var work = _spare ?? new SharedWork<TState>();
        _spare = null;
        return work;
    }

    internal void GiveBack()
    {
        State = default;
        Piece = null;
        _spare = this;
    }
}

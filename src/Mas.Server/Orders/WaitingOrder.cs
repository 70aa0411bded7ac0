using System.Diagnostics;
using Mas.Wire.Documents;

namespace Mas.Server.Orders;

/// <summary>
/// An order that a run waits for. The <see cref="OrderBook"/> touches it inside its gate alone; times are the book's.
/// </summary>
/// <param name="id">Its name.</param>
/// <param name="document">What it says.</param>
/// <param name="bytes">The same, as it travels.</param>
internal sealed class WaitingOrder(string id, OrderDocument document, byte[] bytes)
{
    private readonly TaskCompletionSource<OrderOutcome> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _deadline;
    private bool _returned;

    internal string Id { get; } = id;

    internal OrderDocument Document { get; } = document;

    internal byte[] Bytes { get; } = bytes;

    /// <summary>Whether its device can have it: the database has it, and it is not about to be given up.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>
    /// When it is lost, as things stand: at the deadline, or when its lease lapses; never while it waits behind another
    /// order of its client.
    /// </summary>
    internal TimeSpan Until { get; private set; } = TimeSpan.MaxValue;

    /// <summary>Ends when <see cref="Until"/> becomes another.</summary>
    internal Task Moved => _moved.Task;

    /// <summary>The update, or why there will be none, once its device has said so.</summary>
    internal Task<OrderOutcome> Answer => _answer.Task;

    /// <summary>Its span; null without trace listeners.</summary>
    internal Activity? Span { get; } = OrderSpan.Begin(document);

    /// <summary>Since when a device has it, and the seconds its run was charged for that; null = none has.</summary>
    internal (TimeSpan Since, double Charged)? Lent { get; set; }

    /// <summary>Whether it is, or was once, the client's turn to carry it out.</summary>
    internal bool HasBegun => _deadline is not null;

    /// <summary>It is the client's turn to carry it out: the deadline counts from the first time this is so.</summary>
    internal void Begin(TimeSpan deadline)
    {
        if (_deadline is not null)
        {
            return;
        }

        _deadline = deadline;
        Move(deadline);
    }

    /// <summary>Lends it, once begun.</summary>
    internal void Lend(TimeSpan until)
    {
        _returned = false;
        Move(until < _deadline ? until : _deadline!.Value);
    }

    /// <summary>
    /// Lends it for another while, once begun; not where it was handed back, which a renewal that was under way then does
    /// not undo.
    /// </summary>
    internal void Renew(TimeSpan until)
    {
        if (!_returned)
        {
            Lend(until);
        }
    }

    /// <summary>Takes it back, once begun: it waits for its device until the deadline.</summary>
    internal void TakeBack()
    {
        _returned = true;
        Move(_deadline!.Value);
    }

    /// <summary>It is no longer needed.</summary>
    internal void GiveUp() => Move(TimeSpan.Zero);

    internal void Complete(OrderOutcome outcome) => _answer.TrySetResult(outcome);

    private void Move(TimeSpan until)
    {
        Until = until;
        _moved.SetResult();
        _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Orders;

/// <summary>
/// Orders between the run, which waits for answers, and devices, which wait for orders. Orders and answers are in the
/// database; who waits and for how long is known here alone. Thread-safe.
/// </summary>
internal sealed class OrderBook(FleetStore store, OrderTerms terms, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<WaitingOrder>> _lines = [];
    private readonly Dictionary<string, TaskCompletionSource> _arrivals = [];

    /// <summary>How long an order may take.</summary>
    internal TimeSpan Deadline => terms.Deadline;

    /// <summary>How devices are shared between runs.</summary>
    internal RunShares Shares { get; } = new();

    /// <summary>What devices have done.</summary>
    internal Contributions Contributions { get; } = new();

    /// <summary>Called with an order and true when a device has taken it, false when it is answered or lost.</summary>
    internal Action<OrderDocument, bool>? Busy { get; set; }

    /// <summary>Asks a client, and waits.</summary>
    /// <param name="document">The order.</param>
    /// <param name="enough">Nobody needs the update any more: the order is lost.</param>
    /// <param name="cancellation">Ends the waiting; the order may still be answered, and is asked again later.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    internal async Task<OrderOutcome> Ask(
        OrderDocument document, CancellationToken enough, CancellationToken cancellation)
    {
        var bytes = document.ToBytes();
        var id = Sha256Name.Of(bytes);
        WaitingOrder waiting;
        lock (_gate)
        {
            if (Acknowledged(id, document) is { } known)
                return OrderOutcome.Of(known);
            store.Ask(new OrderRow
            {
                Id = id,
                Run = document.Run,
                Client = document.Client,
                Stage = document.Training?.Stage,
                Round = document.Training?.Round ?? 0,
                Document = bytes,
            });
            waiting = Join(new WaitingOrder(id, document, bytes));
            _arrivals.Remove(document.Client, out var arrival);
            arrival?.SetResult();
        }

        try
        {
            using var giving = enough.Register(() =>
            {
                lock (_gate)
                    waiting.GiveUp();
            });
            while (await IsInTime(waiting, cancellation))
            {
                if (waiting.Answer.IsCompleted)
                    return await waiting.Answer;
            }

            return await Lose(waiting);
        }
        finally
        {
            lock (_gate)
            {
                Leave(waiting);
                Settle(waiting);
            }

            OrderSpan.End(
                waiting.Span, waiting.Answer is { IsCompleted: true, Result.Update: not null },
                cancellation.IsCancellationRequested);

            Busy?.Invoke(document, false);
        }
    }

    /// <summary>
    /// The next order of a client, lent to its device: one that is lent already, else that of the run which has been
    /// served least for its weight.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="wait">How long to wait for one.</param>
    /// <param name="cancellation">The device has gone.</param>
    /// <returns>The order; null where none came.</returns>
    internal async Task<WaitingOrder?> Next(string client, TimeSpan wait, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + wait;
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (Head(client) is { } next)
                {
                    next.Lent ??= (time.GetUtcNow(), Shares.Charge(next.Document.Run));
                    Contributions.Took(next.Document);
                    OrderSpan.Lent(next.Span);
                    next.Begin(time.GetUtcNow() + terms.Deadline);
                    next.Lend(time.GetUtcNow() + terms.Lease);
                    Busy?.Invoke(next.Document, true);
                    return next;
                }

                if (!_arrivals.TryGetValue(client, out var signal))
                {
                    signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _arrivals.Add(client, signal);
                }

                arrival = signal.Task;
            }

            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero || !await Came(arrival, left, cancellation))
                return null;
        }
    }

    /// <summary>Lends an order for another while. After a restart it may be that nobody asks for it yet.</summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal void Renew(string client, string id)
    {
        lock (_gate)
        {
            _ = Known(client, id);
            Waiting(client, id)?.Renew(time.GetUtcNow() + terms.Lease);
        }
    }

    /// <summary>Takes an order back that the device does not carry out now.</summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal void TakeBack(string client, string id)
    {
        lock (_gate)
        {
            _ = Known(client, id);
            if (Waiting(client, id) is not { } waiting)
                return;
            waiting.TakeBack();
            Settle(waiting);
        }
    }

    /// <summary>The document of an order that a client may still answer, and the answer it has given, if any.</summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal (OrderDocument Document, byte[]? Update) Known(string client, string id)
    {
        var order = store.Order(id);
        if (order is null || order.Client != client)
            throw new Refusal(StatusCodes.Status404NotFound, "The order is not known.");
        if (order.IsOver && order.Update is null)
        {
            throw new Refusal(
                StatusCodes.Status410Gone, "The order is over: the run has gone on without this client.");
        }

        return (OrderDocument.Parse(order.Document), order.Update);
    }

    /// <summary>
    /// As <see cref="Known"/>, for a device that brings what it was asked for: that it came too late is put on record.
    /// </summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal (OrderDocument Document, byte[]? Update) Brought(string client, string id)
    {
        try
        {
            return Known(client, id);
        }
        catch (Refusal late) when (late.Status == StatusCodes.Status410Gone)
        {
            store.CameLate(id, time.GetUtcNow().ToUnixTimeSeconds());
            throw;
        }
    }

    /// <summary>Keeps an update, and only then tells whoever waits for it. The same update twice is one.</summary>
    /// <exception cref="Refusal">The order is over, or was answered otherwise.</exception>
    internal void Answer(string client, string id, byte[] bytes, UpdateDocument update)
    {
        lock (_gate)
        {
            // Looked at again inside the gate: the order may have been lost in the meantime.
            var (_, before) = Brought(client, id);
            if (before is null)
            {
                store.Answer(id, bytes);
                Contributions.Answered(client, update);
            }
            else if (!before.AsSpan().SequenceEqual(bytes))
            {
                throw new Refusal(StatusCodes.Status409Conflict, "The order has been answered otherwise.");
            }

            Find(client, id)?.Complete(OrderOutcome.Of(update));
        }
    }

    /// <summary>Ends an order whose device will not answer it. Asked for again, it is an order like any other.</summary>
    /// <exception cref="Refusal">It is another client's, not known, over, or answered.</exception>
    internal void Fail(string client, string id, FailureDocument failure)
    {
        lock (_gate)
        {
            if (Known(client, id).Update is not null)
                throw new Refusal(StatusCodes.Status409Conflict, "The order has been answered.");
            var outcome = OrderOutcome.Of(failure);
            store.End(id);
            Contributions.Failed(client, outcome);
            Find(client, id)?.Complete(outcome);
        }
    }

    /// <summary>The update acknowledged for an order before, if its weights are still whole.</summary>
    private UpdateDocument? Acknowledged(string id, OrderDocument document)
    {
        if (store.Order(id)?.Update is not { } bytes)
            return null;
        var update = UpdateDocument.Parse(bytes, document);
        if (update.Trained?.Weights is not { } weights || store.Models.HasWeights(id, weights))
            return update;
        store.Answer(id, null);
        return null;
    }

    /// <summary>Puts an order at the end of its client's line, unless the same stands in it.</summary>
    private WaitingOrder Join(WaitingOrder order)
    {
        if (Find(order.Document.Client, order.Id) is { } same)
            return same;
        if (!_lines.TryGetValue(order.Document.Client, out var line))
            _lines.Add(order.Document.Client, line = []);
        line.Add(order);
        Head(order.Document.Client)?.Begin(time.GetUtcNow() + terms.Deadline);
        return order;
    }

    /// <summary>Takes an order out of its line; whatever is next has its time from now.</summary>
    private void Leave(WaitingOrder order)
    {
        var client = order.Document.Client;
        if (!_lines.TryGetValue(client, out var line) || !line.Remove(order))
            return;
        if (line.Count == 0)
            _lines.Remove(client);
        Head(client)?.Begin(time.GetUtcNow() + terms.Deadline);
    }

    /// <summary>
    /// What a client is to do next: what its device has, or what it was to do before, else the order of the run that has
    /// been served least for its weight.
    /// </summary>
    private WaitingOrder? Head(string client) =>
        _lines.GetValueOrDefault(client)?.Where(order => !order.Answer.IsCompleted)
            .MinBy(order => (order.Lent is null, !order.HasBegun, Shares.Served(order.Document.Run)));

    private WaitingOrder? Find(string client, string id) =>
        _lines.GetValueOrDefault(client)?.Find(order => order.Id == id);

    /// <summary>An order that its device is at, as it says: after a restart it may stand behind others.</summary>
    private WaitingOrder? Waiting(string client, string id)
    {
        var order = Find(client, id);
        order?.Begin(time.GetUtcNow() + terms.Deadline);
        return order;
    }

    /// <summary>No device has an order any more: its run pays for the time one had it.</summary>
    private void Settle(WaitingOrder order)
    {
        if (order.Lent is not { } lent)
            return;
        Shares.Settle(order.Document.Run, lent.Charged, (time.GetUtcNow() - lent.Since).TotalSeconds);
        Contributions.Left(order.Document.Client);
        order.Lent = null;
    }

    /// <summary>Waits until an answer has come, or when the order is lost becomes another or passes.</summary>
    /// <returns>Whether the order was not lost yet.</returns>
    private async Task<bool> IsInTime(WaitingOrder order, CancellationToken cancellation)
    {
        DateTimeOffset until;
        Task moved;
        lock (_gate)
            (until, moved) = (order.Until, order.Moved);
        var left = until == DateTimeOffset.MaxValue ? Timeout.InfiniteTimeSpan : until - time.GetUtcNow();
        if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
            return false;
        await Came(Task.WhenAny(order.Answer, moved), left, cancellation);
        return true;
    }

    /// <summary>Gives an order up, unless its answer came at the last moment.</summary>
    private async Task<OrderOutcome> Lose(WaitingOrder order)
    {
        lock (_gate)
        {
            if (!order.Answer.IsCompleted)
            {
                store.End(order.Id);
                Contributions.Lost(order.Document.Client);
                return OrderOutcome.Lost;
            }
        }

        return await order.Answer;
    }

    private async Task<bool> Came(Task what, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await what.WaitAsync(wait, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

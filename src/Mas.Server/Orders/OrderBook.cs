// Longer than 400 lines: one lock guards who waits, and parts of it in another file would hide what is held together.
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Http;

namespace Mas.Server.Orders;

/// <summary>
/// Orders between the run, which waits for answers, and devices, which wait for orders. Orders and answers are in the
/// database, which alone decides between an answer and an end that come at the same time; who waits and for how long is
/// known here, and such a question waits for no database. Times are those since the server's start, by a monotonic
/// clock. Thread-safe.
/// </summary>
internal sealed class OrderBook(FleetStore store, OrderTerms terms, TimeProvider time)
{
    // Never held while the database works.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<WaitingOrder>> _lines = [];
    private readonly Dictionary<string, TaskCompletionSource> _arrivals = [];
    private readonly long _start = time.GetTimestamp();

    /// <summary>How long an order may take.</summary>
    internal TimeSpan Deadline => terms.Deadline;

    /// <summary>How devices are shared between runs.</summary>
    internal RunShares Shares { get; } = new();

    /// <summary>What devices have done.</summary>
    internal Contributions Contributions { get; } = new();

    /// <summary>Called with an order and true when a device has taken it, false when it is answered or lost.</summary>
    internal Action<OrderDocument, bool>? Busy { get; set; }

    /// <summary>The time since the server's start.</summary>
    internal TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Asks a client, and waits.</summary>
    /// <param name="document">The order.</param>
    /// <param name="enough">Cancelled when the update is no longer needed: the order is lost.</param>
    /// <param name="cancellation">Ends the waiting; the order may still be answered, and is asked again later.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    /// <exception cref="IOException">The database stays away.</exception>
    internal async Task<OrderOutcome> Ask(
        OrderDocument document, CancellationToken enough, CancellationToken cancellation)
    {
        var bytes = document.ToBytes();
        WaitingOrder waiting;

        // It stands in its line before the database has it, so that no answer to it is missed, and is lent afterwards.
        lock (_gate)
        {
            waiting = Join(new WaitingOrder(Sha256Name.Of(bytes), document, bytes));
        }

        try
        {
            if (await Acknowledged(waiting) is { } known)
            {
                waiting.Complete(OrderOutcome.Of(known));
            }
            else
            {
                Open(waiting);
            }

            using var giving = enough.Register(() =>
            {
                lock (_gate)
                {
                    waiting.GiveUp();
                }
            });
            while (await IsInTime(waiting, cancellation))
            {
                if (waiting.Answer.IsCompleted)
                {
                    return await waiting.Answer;
                }
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
        var until = Now + wait;
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (Head(client) is { } next)
                {
                    next.Lent ??= (Now, Shares.Charge(next.Document.Run));
                    Contributions.Took(next.Document);
                    OrderSpan.Lent(next.Span);
                    next.Begin(Now + terms.Deadline);
                    next.Lend(Now + terms.Lease);
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

            var left = until - Now;
            if (left <= TimeSpan.Zero || !await Came(arrival, left, cancellation))
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Lends an order for another while, from memory where it is asked there. After a restart it may not have been
    /// requested yet.
    /// </summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal async Task Renew(string client, string id)
    {
        if (!IsRenewed())
        {
            _ = await Known(client, id);

            // It may have been asked in the meantime.
            IsRenewed();
        }

        bool IsRenewed()
        {
            lock (_gate)
            {
                var waiting = Waiting(client, id);
                waiting?.Renew(Now + terms.Lease);
                return waiting is not null;
            }
        }
    }

    /// <summary>Takes an order back that the device does not carry out now.</summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal async Task TakeBack(string client, string id)
    {
        if (!IsTakenBack())
        {
            _ = await Known(client, id);
            IsTakenBack();
        }

        bool IsTakenBack()
        {
            lock (_gate)
            {
                if (Waiting(client, id) is not { } waiting)
                {
                    return false;
                }

                waiting.TakeBack();
                Settle(waiting);
                return true;
            }
        }
    }

    /// <summary>The document of an order that a client may still answer, and the answer it has given, if any.</summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal async Task<(OrderDocument Document, byte[]? Update)> Known(string client, string id) =>
        Known(client, await store.Order(id));

    /// <summary>
    /// As <see cref="Known(string, string)"/>, for a device that brings what it was asked for: that it came too late is
    /// put on record.
    /// </summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal async Task<(OrderDocument Document, byte[]? Update)> Brought(string client, string id) =>
        await Brought(client, id, await store.Order(id));

    /// <summary>Keeps an update, and only then completes the waiting order. The same update twice is one.</summary>
    /// <exception cref="Refusal">The order is over, or was answered otherwise.</exception>
    internal async Task Answer(string client, string id, byte[] bytes, UpdateDocument update)
    {
        var (wasOpen, found) = await store.Answer(client, id, bytes);
        var (_, kept) = await Brought(client, id, found);
        if (!kept.AsSpan().SequenceEqual(bytes))
        {
            throw new Refusal(StatusCodes.Status409Conflict, "The order has been answered otherwise.");
        }

        if (wasOpen)
        {
            Contributions.Answered(client, update);
        }

        Complete(client, id, OrderOutcome.Of(update));
    }

    /// <summary>
    /// Ends an order that its device will not answer. If it is requested again, it is an order like any other.
    /// </summary>
    /// <exception cref="Refusal">It is another client's, unknown, over, or answered.</exception>
    internal async Task Fail(string client, string id, FailureDocument failure)
    {
        var (wasOpen, found) = await store.End(client, id);
        if (!wasOpen)
        {
            _ = Known(client, found);
            throw new Refusal(StatusCodes.Status409Conflict, "The order has been answered.");
        }

        var outcome = OrderOutcome.Of(failure);
        Contributions.Failed(client, outcome);
        Complete(client, id, outcome);
    }

    private static (OrderDocument Document, byte[]? Update) Known(string client, OrderRow? order)
    {
        if (order is null || order.Client != client)
        {
            throw new Refusal(StatusCodes.Status404NotFound, "The order is not known.");
        }

        if (order.IsOver && order.Update is null)
        {
            throw new Refusal(
                StatusCodes.Status410Gone, "The order is over: the run continued without this client.");
        }

        return (OrderDocument.Parse(order.Document), order.Update);
    }

    private async Task<(OrderDocument Document, byte[]? Update)> Brought(string client, string id, OrderRow? order)
    {
        try
        {
            return Known(client, order);
        }
        catch (Refusal late) when (late.Status == StatusCodes.Status410Gone)
        {
            await store.CameLate(id, time.GetUtcNow().ToUnixTimeSeconds());
            throw;
        }
    }

    /// <summary>Has the database keep an order that is asked.</summary>
    /// <returns>The update acknowledged for it before, if its weights are still whole.</returns>
    private async Task<UpdateDocument?> Acknowledged(WaitingOrder order)
    {
        var row = new OrderRow
        {
            Id = order.Id,
            Run = order.Document.Run,
            Client = order.Document.Client,
            Stage = order.Document.Training?.Stage,
            Round = order.Document.Training?.Round ?? 0,
            Document = order.Bytes,
        };
        if (await store.Ask(row) is not { } bytes)
        {
            return null;
        }

        var update = UpdateDocument.Parse(bytes, order.Document);
        if (update.Trained?.Weights is not { } weights || store.Models.HasWeights(order.Id, weights))
        {
            return update;
        }

        await store.Unanswer(order.Id);
        return null;
    }

    /// <summary>The database has an order: from now on its device can have it.</summary>
    private void Open(WaitingOrder order)
    {
        lock (_gate)
        {
            order.IsOpen = true;
            Head(order.Document.Client)?.Begin(Now + terms.Deadline);
            _arrivals.Remove(order.Document.Client, out var arrival);
            arrival?.SetResult();
        }
    }

    private void Complete(string client, string id, OrderOutcome outcome)
    {
        lock (_gate)
        {
            Find(client, id)?.Complete(outcome);
        }
    }

    /// <summary>Puts an order at the end of its client's line, unless the same stands in it.</summary>
    private WaitingOrder Join(WaitingOrder order)
    {
        if (Find(order.Document.Client, order.Id) is { } same)
        {
            return same;
        }

        if (!_lines.TryGetValue(order.Document.Client, out var line))
        {
            _lines.Add(order.Document.Client, line = []);
        }

        line.Add(order);
        return order;
    }

    /// <summary>Takes an order out of its line; whatever is next has its time from now.</summary>
    private void Leave(WaitingOrder order)
    {
        var client = order.Document.Client;
        if (!_lines.TryGetValue(client, out var line) || !line.Remove(order))
        {
            return;
        }

        if (line.Count == 0)
        {
            _lines.Remove(client);
        }

        Head(client)?.Begin(Now + terms.Deadline);
    }

    /// <summary>
    /// What a client is to do next: what its device has, or what it was to do before, else the order of the run that has
    /// been served least for its weight.
    /// </summary>
    private WaitingOrder? Head(string client) =>
        _lines.GetValueOrDefault(client)?.Where(order => order.IsOpen && !order.Answer.IsCompleted)
            .MinBy(order => (order.Lent is null, !order.HasBegun, Shares.Served(order.Document.Run)));

    private WaitingOrder? Find(string client, string id) =>
        _lines.GetValueOrDefault(client)?.Find(order => order.Id == id);

    /// <summary>
    /// An order that its device reports to work on, and a run waits for: after a restart it may stand behind others.
    /// </summary>
    private WaitingOrder? Waiting(string client, string id)
    {
        if (Find(client, id) is not { IsOpen: true, Answer.IsCompleted: false } order)
        {
            return null;
        }

        order.Begin(Now + terms.Deadline);
        return order;
    }

    /// <summary>No device has an order any more: its run pays for the time one had it.</summary>
    private void Settle(WaitingOrder order)
    {
        if (order.Lent is not { } lent)
        {
            return;
        }

        Shares.Settle(order.Document.Run, lent.Charged, (Now - lent.Since).TotalSeconds);
        Contributions.Left(order.Document.Client);
        order.Lent = null;
    }

    /// <summary>Waits until an answer has come, or when the order is lost becomes another or passes.</summary>
    /// <returns>Whether the order was not lost yet.</returns>
    private async Task<bool> IsInTime(WaitingOrder order, CancellationToken cancellation)
    {
        TimeSpan until;
        Task moved;
        lock (_gate)
        {
            (until, moved) = (order.Until, order.Moved);
        }

        var left = until == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : until - Now;
        if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
        {
            return false;
        }

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
                order.IsOpen = false;
            }
        }

        if (order.Answer.IsCompleted)
        {
            return await order.Answer;
        }

        var (wasOpen, found) = await store.End(order.Document.Client, order.Id);
        if (found?.Update is { } update)
        {
            return OrderOutcome.Of(UpdateDocument.Parse(update, order.Document));
        }

        if (wasOpen)
        {
            Contributions.Lost(order.Document.Client);
        }

        return order.Answer.IsCompleted ? await order.Answer : OrderOutcome.Lost;
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

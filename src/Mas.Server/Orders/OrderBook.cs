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
    private readonly Dictionary<string, WaitingOrder> _waiting = [];
    private readonly Dictionary<string, TaskCompletionSource> _arrivals = [];

    /// <summary>Called with an order and true when a device has taken it, false when it is answered or lost.</summary>
    internal Action<OrderDocument, bool>? Busy { get; set; }

    /// <summary>Asks a client, and waits.</summary>
    /// <returns>Its update; null where the order was lost.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    internal async Task<UpdateDocument?> Ask(OrderDocument document, CancellationToken cancellation)
    {
        var bytes = document.ToBytes();
        var id = Sha256Name.Of(bytes);
        WaitingOrder waiting;
        lock (_gate)
        {
            if (Acknowledged(id, document) is { } known)
                return known;
            store.Ask(new OrderRow
            {
                Id = id,
                Run = document.Run,
                Client = document.Client,
                Stage = document.Training?.Stage,
                Round = document.Training?.Round ?? 0,
                Document = bytes,
            });
            if (!_waiting.TryGetValue(id, out waiting!))
            {
                waiting = new WaitingOrder(id, document, bytes, time.GetUtcNow() + terms.Deadline);
                _waiting.Add(id, waiting);
            }

            _arrivals.Remove(document.Client, out var arrival);
            arrival?.SetResult();
        }

        try
        {
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
                _waiting.Remove(id);
            Busy?.Invoke(document, false);
        }
    }

    /// <summary>The next order of a client, lent to its device; one that is lent already is lent again.</summary>
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
                var next = _waiting.Values.FirstOrDefault(
                    order => order.Document.Client == client && !order.Answer.IsCompleted);
                if (next is not null)
                {
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
            _waiting.GetValueOrDefault(id)?.Lend(time.GetUtcNow() + terms.Lease);
        }
    }

    /// <summary>Takes an order back that the device does not carry out now.</summary>
    /// <exception cref="Refusal">It is another client's, not known, or over.</exception>
    internal void TakeBack(string client, string id)
    {
        lock (_gate)
        {
            _ = Known(client, id);
            _waiting.GetValueOrDefault(id)?.TakeBack();
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

    /// <summary>Keeps an update, and only then tells whoever waits for it. The same update twice is one.</summary>
    /// <exception cref="Refusal">The order is over, or was answered otherwise.</exception>
    internal void Answer(string client, string id, byte[] bytes, UpdateDocument update)
    {
        lock (_gate)
        {
            // Looked at again inside the gate: the order may have been lost in the meantime.
            var (_, before) = Known(client, id);
            if (before is null)
                store.Answer(id, bytes);
            else if (!before.AsSpan().SequenceEqual(bytes))
                throw new Refusal(StatusCodes.Status409Conflict, "The order has been answered otherwise.");
            if (_waiting.TryGetValue(id, out var waiting))
                waiting.Complete(update);
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

    /// <summary>Waits for an answer, at most a lease: when an order is lost may change with every lease.</summary>
    /// <returns>Whether the order is not lost yet.</returns>
    private async Task<bool> IsInTime(WaitingOrder order, CancellationToken cancellation)
    {
        DateTimeOffset until;
        lock (_gate)
            until = order.Until;
        var left = until - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return false;
        await Came(order.Answer, left < terms.Lease ? left : terms.Lease, cancellation);
        return true;
    }

    /// <summary>Gives an order up, unless its answer came at the last moment.</summary>
    private async Task<UpdateDocument?> Lose(WaitingOrder order)
    {
        lock (_gate)
        {
            if (!order.Answer.IsCompleted)
            {
                store.End(order.Id);
                return null;
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

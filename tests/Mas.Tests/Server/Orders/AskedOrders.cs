using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Orders;

/// <summary>Orders that are asked, and known to the database.</summary>
internal static class AskedOrders
{
    /// <summary>Asks, and waits until the order can be answered, or has been.</summary>
    /// <returns>What comes of it.</returns>
    internal static async Task<Task<OrderOutcome>> Asked(
        this OrderBook book, FleetStore store, OrderDocument order, CancellationToken enough = default,
        CancellationToken cancellation = default)
    {
        var asking = book.Ask(order, enough, cancellation);
        for (var end = Patience.End; !asking.IsCompleted; end.ThrowIfCancellationRequested())
        {
            if (await store.Order(SentUpdates.Name(order)) is { IsOver: false, Update: null })
            {
                break;
            }
        }

        return asking;
    }
}

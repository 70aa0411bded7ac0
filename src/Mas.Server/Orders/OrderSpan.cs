using System.Diagnostics;
using Mas.Wire.Documents;

namespace Mas.Server.Orders;

/// <summary>
/// The span of an order, from when it is asked until it is answered or given up, for trace listeners; null if there are
/// none.
/// </summary>
internal static class OrderSpan
{
    /// <summary>The source's name.</summary>
    internal const string Source = "Mas.Server";

    private static readonly ActivitySource _source = new(Source);

    /// <summary>An order is asked.</summary>
    internal static Activity? Begin(OrderDocument order)
    {
        var span = _source.StartActivity(order.Kind);
        span?.SetTag("mas.run", order.Run).SetTag("mas.client", order.Client)
            .SetTag("mas.stage", order.Training?.Stage).SetTag("mas.round", order.Training?.Round);
        return span;
    }

    /// <summary>A device has taken it.</summary>
    internal static void Lent(Activity? span) => span?.AddEvent(new ActivityEvent("lent"));

    /// <summary>It is no longer waited for.</summary>
    internal static void End(Activity? span, bool answered, bool interrupted) => span
        ?.SetTag("mas.outcome", answered ? "answered" : interrupted ? "interrupted" : "lost")
        .Dispose();
}

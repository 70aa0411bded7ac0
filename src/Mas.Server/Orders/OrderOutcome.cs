using Mas.Wire.Documents;

namespace Mas.Server.Orders;

/// <summary>The outcome of an order: an update, or why there is none.</summary>
/// <param name="Update">The update; null where there is none.</param>
/// <param name="Fault">Why there is none, a sentence; null where there is one.</param>
/// <param name="BytesResent">Bytes of weights that its device has sent to no avail, if there is no update.</param>
internal sealed record OrderOutcome(UpdateDocument? Update, string? Fault, long BytesResent)
{
    /// <summary>No answer came in time.</summary>
    internal static OrderOutcome Lost { get; } = new(null, "Its device did not answer in time.", 0);

    /// <summary>An update came.</summary>
    internal static OrderOutcome Of(UpdateDocument update) => new(update, null, 0);

    /// <summary>The device says that none will come.</summary>
    internal static OrderOutcome Of(FailureDocument failure) =>
        new(null, $"Its device failed the order. {failure.Fault}", failure.BytesUp);
}

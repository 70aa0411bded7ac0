namespace Mas.Device.Connections;

/// <summary>
/// How a device asks again: how long it pauses between two tries, and when it gives up. Every such choice of the device
/// is made here; <see cref="RetryPauses"/> follows one of them.
/// </summary>
/// <param name="FirstPause">The longest the first pause may be; above 0.</param>
/// <param name="LongestPause">The longest of all, unless the other side asks for more; at least the first.</param>
/// <param name="GiveUpAfter">
/// How long is tried in all; null (default) = until it succeeds, or is refused or cancelled.
/// </param>
internal sealed record RetryPolicy(TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan? GiveUpAfter = null)
{
    /// <summary>
    /// How often in a row an answer that may have been garbled on its way has to come before it is believed.
    /// </summary>
    internal const int TriesUntilBelieved = 4;

    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(15);

    /// <summary>The longest pause the other side may ask for.</summary>
    internal static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A request of the device's work: pauses of 0.2 to 10 seconds; it outlives the server's restarts.
    /// </summary>
    internal static readonly RetryPolicy Request = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));

    /// <summary>Why an order failed: small, so what refuses it too refuses everything.</summary>
    internal static readonly RetryPolicy FailureReport = Request with { GiveUpAfter = TimeSpan.FromSeconds(30) };

    /// <summary>An order handed back by a device that stops: its user waits, and the lease lapses anyway.</summary>
    internal static readonly RetryPolicy HandBack = Request with { GiveUpAfter = TimeSpan.FromMilliseconds(800) };

    /// <summary>
    /// A request that no order depends on, to a server that is away: pauses of 0.2 seconds to 15 minutes, so about as long
    /// as it has been away. A device waits for its server for days.
    /// </summary>
    internal static readonly RetryPolicy Idle = Request with { LongestPause = LongestIdle };

    /// <summary>
    /// Asking for orders where a known device is refused, by the server or in its place, or where its last order failed:
    /// nothing depends on it, so pauses of 5 seconds to 15 minutes.
    /// </summary>
    internal static readonly RetryPolicy Orders = new(TimeSpan.FromSeconds(5), LongestIdle);
}

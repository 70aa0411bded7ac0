using System.Net.Http.Headers;
using System.Security.Cryptography;
using Mas.Wire;

namespace Mas.Device.Connections;

/// <summary>
/// The pauses between attempts, by a policy: each up to twice as long as the one before, shortened at random so that
/// many devices do not all ask at once when their server comes back.
/// </summary>
/// <param name="policy">The shortest and the longest.</param>
/// <param name="time">The device's clock.</param>
internal sealed class RetryPauses(RetryPolicy policy, TimeProvider time)
{
    private readonly DoublingPause _pauses = new(policy.FirstPause, policy.LongestPause);

    /// <summary>
    /// The next pause: between half of what is due and all of it, or what the server asks for if that is longer, at
    /// most <see cref="RetryPolicy.LongestAsked"/>.
    /// </summary>
    /// <param name="asked">The answer's <c>Retry-After</c>; null = none.</param>
    internal TimeSpan Next(RetryConditionHeaderValue? asked = null)
    {
        var pause = _pauses.Next() / 2 * (1 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
        var wanted = asked?.Delta ?? (asked?.Date - time.GetUtcNow());
        return wanted > RetryPolicy.LongestAsked ? RetryPolicy.LongestAsked : wanted > pause ? wanted.Value : pause;
    }

    /// <summary>Waits for as long as <see cref="Next"/> says.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="asked">The answer's <c>Retry-After</c>; null = none.</param>
    /// <exception cref="OperationCanceledException">The device is to stop, or the policy's time is over.</exception>
    internal Task Wait(CancellationToken cancellation, RetryConditionHeaderValue? asked = null) =>
        Task.Delay(Next(asked), time, cancellation);

    /// <summary>Begins again with the first pause: a try has succeeded.</summary>
    internal void Reset() => _pauses.Reset();
}

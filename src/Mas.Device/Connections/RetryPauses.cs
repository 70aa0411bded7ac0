using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Mas.Device.Connections;

/// <summary>
/// The pauses between tries: each up to twice as long as the one before, and by chance shorter, so that many devices whose
/// server comes back do not all ask at once.
/// </summary>
/// <param name="first">The longest the first one may be.</param>
/// <param name="longest">The longest of all, unless the other side asks for more.</param>
internal sealed class RetryPauses(TimeSpan first, TimeSpan longest)
{
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    private TimeSpan _next = first;

    /// <summary>The next pause: half of what is due to all of it, or what the other side asks for, 5 minutes at most.</summary>
    /// <param name="asked">The other side's <c>Retry-After</c>; null = it asks for none.</param>
    /// <param name="now">The time.</param>
    internal TimeSpan Next(RetryConditionHeaderValue? asked, DateTimeOffset now)
    {
        var due = _next;
        _next = due * 2 < longest ? due * 2 : longest;
        var pause = due / 2 * (1 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
        var wanted = asked?.Delta ?? (asked?.Date - now);
        return wanted > LongestAsked ? LongestAsked : wanted > pause ? wanted.Value : pause;
    }
}

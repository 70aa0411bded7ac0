namespace Mas.Server.Refusals;

/// <summary>
/// Which refusals are recorded: the first few of an address in a minute, and no more than so many of all addresses; the
/// others are counted. So what strangers do fills neither disk nor memory. Thread-safe.
/// </summary>
/// <param name="each">How many of one address in a minute are recorded.</param>
/// <param name="all">How many of all addresses are; also how many addresses are told apart.</param>
/// <param name="time">The clock.</param>
internal sealed class RefusalSamples(int each, int all, TimeProvider time)
{
    /// <summary>What stands for every address beyond those that are told apart.</summary>
    internal const string Elsewhere = "elsewhere";

    /// <summary>For how long refusals are counted together.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, int> _seen = [];
    private readonly Dictionary<string, int> _left = [];
    private readonly Lock _gate = new();
    private long _began = time.GetTimestamp();
    private int _taken;

    /// <summary>Whether a refusal is recorded; otherwise it is counted.</summary>
    /// <param name="address">Whose it is.</param>
    /// <param name="over">What was left out in the minute before, where this one begins another; else null.</param>
    internal bool Take(string address, out LeftOutRefusals? over)
    {
        lock (_gate)
        {
            over = time.GetElapsedTime(_began) < Minute ? null : End();
            var key = _seen.ContainsKey(address) || _seen.Count < all ? address : Elsewhere;
            var seen = _seen[key] = _seen.GetValueOrDefault(key) + 1;
            if (seen <= each && _taken < all)
            {
                _taken++;
                return true;
            }

            _left[key] = _left.GetValueOrDefault(key) + 1;
            return false;
        }
    }

    /// <summary>Ends the minute, however short it was.</summary>
    /// <returns>What was left out in it; null = nothing.</returns>
    internal LeftOutRefusals? Over()
    {
        lock (_gate)
        {
            return End();
        }
    }

    private LeftOutRefusals? End()
    {
        var over = _left.Count == 0 ? null : new LeftOutRefusals(
            _left.MaxBy(left => left.Value).Key, _left.Count, _left.Values.Sum(count => (long)count));
        _seen.Clear();
        _left.Clear();
        (_taken, _began) = (0, time.GetTimestamp());
        return over;
    }
}

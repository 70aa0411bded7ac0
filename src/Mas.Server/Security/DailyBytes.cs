namespace Mas.Server.Security;

/// <summary>
/// Bytes that each of many may use per day of UTC. They are taken before they are moved, and those that were not moved are
/// given back. Yesterday's are forgotten. Thread-safe.
/// </summary>
/// <param name="most">Bytes per day; 0 = no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class DailyBytes(long most, TimeProvider time)
{
    private readonly Dictionary<string, long> _used = [];
    private readonly Lock _gate = new();
    private DateOnly _day;

    /// <summary>How long it takes until the next day begins.</summary>
    internal TimeSpan UntilTomorrow => TimeSpan.FromDays(1) - time.GetUtcNow().TimeOfDay;

    /// <summary>Takes bytes, all of them or none.</summary>
    /// <returns>What was taken; null = there were not as many.</returns>
    internal Charge? Take(string who, long bytes)
    {
        lock (_gate)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (today != _day)
            {
                _used.Clear();
                _day = today;
            }

            var used = _used.GetValueOrDefault(who);
            if (most > 0)
            {
                if (bytes > most - used)
                {
                    return null;
                }

                _used[who] = used + bytes;
            }

            return new Charge(who, today);
        }
    }

    /// <summary>Gives back what was taken and not moved; of yesterday's there is nothing to give back.</summary>
    internal void GiveBack(Charge charge, long bytes)
    {
        lock (_gate)
        {
            if (charge.Day == _day && _used.TryGetValue(charge.Who, out var used))
            {
                _used[charge.Who] = Math.Max(0, used - bytes);
            }
        }
    }

    /// <summary>Bytes that were taken.</summary>
    /// <param name="Who">Whose they are.</param>
    /// <param name="Day">Of which day.</param>
    internal readonly record struct Charge(string Who, DateOnly Day);
}

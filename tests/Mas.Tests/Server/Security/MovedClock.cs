namespace Mas.Tests.Server.Security;

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class MovedClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    internal void Move(TimeSpan time) => _now += time;
}

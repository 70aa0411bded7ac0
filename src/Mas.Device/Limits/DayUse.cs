namespace Mas.Device.Limits;

/// <summary>What a device has given in a day.</summary>
/// <param name="Day">The day, of UTC.</param>
/// <param name="Seconds">Seconds of work.</param>
/// <param name="Joules">Joules, estimated from the processor time.</param>
/// <param name="Bytes">Bytes of models and weights, both ways.</param>
internal sealed record DayUse(DateOnly Day, double Seconds, double Joules, long Bytes)
{
    /// <summary>A day that has just begun.</summary>
    internal static DayUse Of(DateOnly day) => new(day, 0, 0, 0);
}

namespace Mas.Device.Limits;

/// <summary>What an owner lets the device give. Days are of UTC; what is reached ends no order, the next waits.</summary>
public sealed record OwnLimits
{
    /// <summary>Seconds of work a day; 0, the default, = as many as there are.</summary>
    public double SecondsADay { get; init; }

    /// <summary>Joules a day, estimated from the processor time; 0, the default, = no limit.</summary>
    public double JoulesADay { get; init; }

    /// <summary>Bytes of models and weights a day, both ways; 0, the default, = no limit.</summary>
    public long BytesADay { get; init; }

    /// <summary>
    /// Percent of charge, 0 to 100, default 30: on a battery that holds less the device stops at once, and at 100 it works
    /// on the mains alone.
    /// </summary>
    public int MinBattery { get; init; } = 30;
}

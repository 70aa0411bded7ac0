using Mas.Learning;
using Mas.Learning.Training;

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
    /// The fewest clients among whose models its own must be averaged, by what the server says: 1, the default, to 1000; 1 =
    /// it trains alone, too. An order with fewer fails, and the device goes on.
    /// </summary>
    public int SmallestCohort { get; init; } = 1;

    /// <summary>
    /// Percent of charge, 0 to 100, default 30: on a battery that holds less the device stops at once, and at 100 it works
    /// on the mains alone.
    /// </summary>
    public int MinBattery { get; init; } = 30;

    /// <summary>Why an order of a cohort is refused, a sentence; null where it is not.</summary>
    /// <param name="cohort">Among how many clients its model is averaged; null = it asks for no model.</param>
    internal string? Refusal(Cohort? cohort) => cohort is null || cohort.Least >= SmallestCohort
        ? null
        : cohort.Asked == 1
            ? "Its model would not be averaged with any other; this device trains among at least "
                + $"{SmallestCohort} clients (--smallest-cohort)."
            : $"Its model would be averaged among {Plural.Of(cohort.Least, "client")}, if not more; this device trains among "
                + $"at least {SmallestCohort} (--smallest-cohort).";
}

using System.Text.Json.Serialization;

namespace Mas.Federation.Ledgers;

/// <summary>Where a number of joules comes from, the surest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnergySource>))]
public enum EnergySource
{
    /// <summary>Measured by the processor's own counters (running average power limit, package domains).</summary>
    [JsonStringEnumMemberName("rapl")]
    Rapl,

    /// <summary>Measured by a battery that was discharging.</summary>
    [JsonStringEnumMemberName("battery")]
    Battery,

    /// <summary>CPU seconds times <see cref="EnergyMeter.WattsPerCore"/>.</summary>
    [JsonStringEnumMemberName("estimate")]
    Estimate,
}

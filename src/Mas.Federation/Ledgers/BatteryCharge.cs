namespace Mas.Federation.Ledgers;

/// <summary>What the machine's batteries hold, by Linux' power supply class.</summary>
internal static class BatteryCharge
{
    private const double JoulesPerMicrowattHour = 3600e-6;

    /// <summary>
    /// Joules in all batteries; null where there is none, one cannot be read, or none is discharging: then the
    /// machine runs on the mains and a battery tells nothing about it.
    /// </summary>
    internal static double? Joules(SysFolder supplies)
    {
        // Batteries of mice and headsets have the scope Device.
        var batteries = supplies.Folders("")
            .Where(supply => supply.Text("type") == "Battery" && supply.Text("scope") != "Device").ToList();
        if (!batteries.Exists(battery => battery.Text("status") == "Discharging"))
        {
            return null;
        }

        var joules = 0.0;
        foreach (var battery in batteries)
        {
            if (Held(battery) is not { } held)
            {
                return null;
            }

            joules += held;
        }

        return joules;
    }

    // Batteries count energy in microwatt hours, or charge in microampere hours at a voltage in microvolts.
    private static double? Held(SysFolder battery) =>
        battery.Number("energy_now") is { } energy ? energy * JoulesPerMicrowattHour
        : battery.Number("charge_now") is { } charge && battery.Number("voltage_min_design") is { } voltage
            ? charge * (voltage * 1e-6) * JoulesPerMicrowattHour
        : null;
}

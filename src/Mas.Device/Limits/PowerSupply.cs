using System.Globalization;

namespace Mas.Device.Limits;

/// <summary>
/// What the machine runs on, by Linux' power supply class. Where there is none, or it cannot be read, it is taken to run
/// on the mains.
/// </summary>
/// <param name="folder">Where the kernel shows it.</param>
internal sealed class PowerSupply(string folder = PowerSupply.Standard)
{
    /// <summary>Where Linux shows it.</summary>
    internal const string Standard = "/sys/class/power_supply";

    /// <summary>What it runs on now.</summary>
    internal PowerState Now
    {
        get
        {
            // Batteries of mice and headsets have the scope Device.
            string[] batteries =
            [
                .. Supplies().Where(supply => Text(supply, "type") == "Battery" && Text(supply, "scope") != "Device"),
            ];
            double[] charges = [.. batteries.Select(battery => Percent(battery)).OfType<double>()];
            return new PowerState(
                Array.Exists(batteries, battery => Text(battery, "status") == "Discharging"),
                charges.Length > 0 ? charges.Average() : null);
        }
    }

    private static double? Percent(string battery) =>
        double.TryParse(Text(battery, "capacity"), CultureInfo.InvariantCulture, out var percent) ? percent : null;

    private static string? Text(string supply, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(supply, file)).Trim();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string[] Supplies()
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

using System.Globalization;

namespace Mas.Federation.Ledgers;

/// <summary>Numbers with their units, in the spelling that people read: three digits, no more.</summary>
public static class Quantity
{
    /// <summary>A loss, three decimals.</summary>
    public static string Loss(double? value) => value switch
    {
        null => "–",
        { } loss when double.IsFinite(loss) => loss.ToString("0.000", CultureInfo.InvariantCulture),
        _ => "not a number",
    };

    /// <summary>A figure of merit, three digits, with its unit; a dash where there is none.</summary>
    public static string Figure(double? value, string unit) => value is not { } figure || !double.IsFinite(figure)
        ? "–"
        : figure.ToString(
            Math.Abs(figure) switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" },
            CultureInfo.InvariantCulture) + unit;

    /// <summary>How a value changed, in percent of what it was, with sign; a dash if either is missing.</summary>
    public static string Change(double? before, double? after) =>
        after / before is not { } ratio || !double.IsFinite(ratio)
        ? "–"
        : (ratio - 1).ToString("+0 %;\u22120 %;±0 %", CultureInfo.InvariantCulture);

    /// <summary>A span of time.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(seconds, 0):0.0} s"),
        < 99.5 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 5970 => Two((long)Math.Round(seconds), 60, "min", "s"),
        _ => Two((long)Math.Round(seconds / 60), 60, "h", "min"),
    };

    /// <summary>Bytes, in powers of a thousand.</summary>
    public static string Bytes(double bytes) => Scaled(bytes, ["bytes", "kB", "MB", "GB", "TB"]);

    /// <summary>Joules; those only estimated are marked so by the caller, through <see cref="Source"/>.</summary>
    public static string Joules(double joules) => Scaled(joules, ["J", "kJ", "MJ", "GJ"]);

    /// <summary>The CO2 that joules stand for, with the intensity it is found with.</summary>
    public static string Carbon(double joules, double intensity)
    {
        var grams = Ledgers.Carbon.Grams(joules, intensity);
        var amount = grams < 1 ? Scaled(grams * 1000, ["mg", "g"]) : Scaled(grams, ["g", "kg", "t"]);
        return string.Create(CultureInfo.InvariantCulture, $"{amount} CO2 at {intensity} g/kWh");
    }

    /// <summary>Floating-point operations.</summary>
    public static string Operations(double operations) =>
        Scaled(operations, ["", "thousand", "million", "billion", "trillion", "quadrillion"]).TrimEnd();

    /// <summary>Where joules come from, in words.</summary>
    public static string Source(EnergySource source) => source switch
    {
        EnergySource.Rapl => "measured by the processor",
        EnergySource.Battery => "measured by the battery",
        _ => string.Create(
            CultureInfo.InvariantCulture, $"estimated: processor time × {EnergyMeter.WattsPerCore} W"),
    };

    /// <summary>The name of joules where there is no room for <see cref="Source"/>.</summary>
    public static string Heading(EnergySource source) =>
        source == EnergySource.Estimate ? "energy, estimated" : "energy";

    /// <summary>How far an estimate of joules can be trusted; empty for measured joules.</summary>
    public static string Caveat(EnergySource source) => source == EnergySource.Estimate
        ? "Such an estimate follows the load on the processor, not the work alone: the same work counts more joules on "
            + "a busy machine."
        : "";

    private static string Two(long value, long size, string large, string small) => value % size == 0
        ? $"{value / size} {large}"
        : $"{value / size} {large} {value % size} {small}";

    private static string Scaled(double value, string[] units)
    {
        var unit = 0;
        while (unit < units.Length - 1 && Math.Abs(value) >= 999.5)
        {
            value /= 1000;
            unit++;
        }

        var form = unit == 0 || Math.Abs(value) >= 99.5 ? "0" : Math.Abs(value) >= 9.95 ? "0.0" : "0.00";
        return $"{value.ToString(form, CultureInfo.InvariantCulture)} {units[unit]}";
    }
}

namespace Mas.Federation.Ledgers;

/// <summary>The carbon dioxide that electricity stands for; docs/reference/energy.md tells what it covers.</summary>
public static class Carbon
{
    /// <summary>
    /// Grams of CO2 equivalent a kilowatt-hour, the world's average of 2023 (Ember, Global Electricity Review 2024).
    /// </summary>
    public const double WorldAverage = 480;

    private const double JoulesPerKilowattHour = 3.6e6;

    /// <summary>Grams of CO2 equivalent.</summary>
    /// <param name="joules">The electricity used.</param>
    /// <param name="intensity">Grams a kilowatt-hour.</param>
    public static double Grams(double joules, double intensity) => joules / JoulesPerKilowattHour * intensity;
}

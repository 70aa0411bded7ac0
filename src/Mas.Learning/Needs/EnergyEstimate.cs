namespace Mas.Learning.Needs;

/// <summary>Energy where nothing measures it; docs/reference/energy.md has the reasoning.</summary>
public static class EnergyEstimate
{
    /// <summary>Watts of one busy core: published design power a core of common processors.</summary>
    public const double WattsPerCore = 7;
}

namespace Mas.Federation.Ledgers;

/// <summary>An amount of energy.</summary>
/// <param name="Joules">At least 0.</param>
/// <param name="Source">How it was found.</param>
public readonly record struct Energy(double Joules, EnergySource Source);

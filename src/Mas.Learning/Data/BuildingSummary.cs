namespace Mas.Learning.Data;

/// <summary>How many complete views a building has, by split.</summary>
/// <param name="Name">The building.</param>
/// <param name="Train">Training views.</param>
/// <param name="Validation">Validation views.</param>
/// <param name="Test">Test views.</param>
public sealed record BuildingSummary(string Name, int Train, int Validation, int Test);

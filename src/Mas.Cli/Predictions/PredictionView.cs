namespace Mas.Cli.Predictions;

/// <summary>One picture to predict from.</summary>
/// <param name="Label">What to call it.</param>
/// <param name="Picture"><c>(size, size, 3)</c>, 0..1.</param>
/// <param name="Truth">
/// The true maps, normalised, in the order of the run's tasks; null where they are not known, all or one.
/// </param>
/// <param name="Mask">Where the truth counts, <c>(size, size)</c>, 0 or 1; empty where it is not known.</param>
internal sealed record PredictionView(
    string Label, float[] Picture, IReadOnlyList<float[]?>? Truth, float[] Mask);

using System.Text.Json.Serialization;

namespace Mas.Federation.Planning;

/// <summary>A figure of a run, predicted and actual.</summary>
/// <param name="Name">What it is, as result.json calls it.</param>
/// <param name="Predicted">What the plan says.</param>
/// <param name="Actual">What the run used.</param>
public sealed record PlannedFigure(string Name, PlannedRange Predicted, double Actual)
{
    /// <summary>How far off the prediction is: its mean over what was used, less 1; null where nothing was.</summary>
    [JsonIgnore]
    public double? Error => Actual == 0 ? null : (Predicted.Mean / Actual) - 1;
}

using Mas.Learning.Metrics;
using Mas.Learning.Objectives;

namespace Mas.Learning.Tasks;

/// <summary>
/// One thing to learn, as data: which field of an example holds its target, how the distance to it is measured, and the
/// head that makes the output.
/// </summary>
/// <param name="Id">The unique id: lower-case letters, digits and hyphens, such as <c>depth-zbuffer</c>.</param>
/// <param name="Label">The name shown to people: <c>depth</c>.</param>
/// <param name="Mark">
/// The unique short name in task sets, stages, files and parameters: letters and digits. Models of different groups find
/// what they have in common by it.
/// </param>
/// <param name="Field">The field of an example that holds the target; in Taskonomy's layout, the folder.</param>
/// <param name="Outputs">Channels of the head's output, at least 1.</param>
/// <param name="Objective">The loss between output and target, and what follows from it.</param>
public sealed record LearningTask(
    string Id, string Label, string Mark, string Field, int Outputs, Objective Objective)
{
    /// <summary>The name of the head that makes the output; default <c>dense</c>.</summary>
    public string Head { get; init; } = "dense";

    /// <summary>The metrics that evaluations report beside the loss; default those of the objective.</summary>
    public MetricSet Metrics { get; init; } = Objective.Metrics;

    /// <summary>Channels of the target.</summary>
    public int TargetChannels => Objective.TargetChannels(Outputs);

    /// <summary>Whether only the valid positions of its targets count in its loss.</summary>
    public bool IsMasked => Objective.IsMasked;

    /// <summary>The task as it is written in files and orders.</summary>
    public TaskDescription Describe() =>
        new(Id, Label, Mark, Field, Outputs, TargetChannels, Objective.Name, Head)
        {
            Metrics = Metrics == Objective.Metrics ? null : Metrics.Name,
        };
}

using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Methods;

/// <summary>All in one, with the steps of GradNorm (Chen et al., ICML 2018).</summary>
public sealed class GradNorm : AllInOne
{
    /// <inheritdoc/>
    public override string Name => "gradnorm";

    /// <inheritdoc/>
    public override string Summary => "all-in-one, losses weighted so that tasks train at the same rate";

    /// <inheritdoc/>
    public override string Title => "all in one model, with GradNorm";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads => ["alpha"];

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        $"{OneModel} How much each task's loss counts is learned on the way, so that all train at one rate (GradNorm).";

    /// <inheritdoc/>
    public override StepRule Step(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new StepRule { Gradients = GradientRule.GradNorm, Restoring = options.Alpha };
    }
}

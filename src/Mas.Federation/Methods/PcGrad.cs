using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Methods;

/// <summary>All in one, with the steps of PCGrad (Yu et al., NeurIPS 2020).</summary>
public sealed class PcGrad : AllInOne
{
    /// <inheritdoc/>
    public override string Name => "pcgrad";

    /// <inheritdoc/>
    public override string Summary => "all-in-one, with the conflicting parts of gradients removed";

    /// <inheritdoc/>
    public override string Title => "all in one model, with PCGrad";

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        $"{OneModel} Where a step for one task would undo another's, the part that does is taken out first (PCGrad).";

    /// <inheritdoc/>
    public override StepRule Step(RunOptions options) => new() { Gradients = GradientRule.PcGrad };
}

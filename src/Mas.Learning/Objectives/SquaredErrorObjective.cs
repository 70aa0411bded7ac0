using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Learning.Objectives;

/// <summary>(output - target)^2 where the target is known.</summary>
public sealed class SquaredErrorObjective : Objective
{
    /// <summary>The instance that tasks share.</summary>
    public static SquaredErrorObjective Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "squared-error";

    /// <inheritdoc/>
    public override string Words => "mean squared error where the target is known";

    /// <inheritdoc/>
    public override string KnownWord => "known";

    /// <inheritdoc/>
    public override bool IsMasked => true;

    /// <inheritdoc/>
    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.SquaredError(output, target, weight);

    /// <inheritdoc/>
    public override bool Measures(Tensor target, Tensor weight, int position) => weight.Values[position] != 0;

    /// <summary>The mean of each channel, which minimises the squared error.</summary>
    /// <inheritdoc/>
    public override float[] BestConstant(IReadOnlyList<TargetHistogram> counts, int outputs) =>
        [.. counts.Select(channel => channel.Mean())];
}

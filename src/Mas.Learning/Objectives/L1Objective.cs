using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Learning.Objectives;

/// <summary>|output - target| at every position.</summary>
public sealed class L1Objective : Objective
{
    /// <summary>The instance that the standard tasks share.</summary>
    public static L1Objective Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "l1";

    /// <inheritdoc/>
    public override string Words => "mean absolute distance";

    /// <inheritdoc/>
    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.L1(output, target);
}

using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Learning.Objectives;

/// <summary>|output - target| at the positions whose target is known.</summary>
public sealed class MaskedL1Objective : Objective
{
    /// <summary>The instance that the standard tasks share.</summary>
    public static MaskedL1Objective Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "masked-l1";

    /// <inheritdoc/>
    public override string Words => "mean absolute distance where the map is valid";

    /// <inheritdoc/>
    public override bool IsMasked => true;

    /// <inheritdoc/>
    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.MaskedL1(output, target, weight);
}

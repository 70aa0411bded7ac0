using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Learning.Objectives;

/// <summary>
/// Masked L1 that forgives a shift of one pixel: borders cropped by one pixel and, per picture, the smallest of the nine
/// sums of errors over the 3x3 one-pixel shifts of the output (MAS, ICCV 2023, released code).
/// </summary>
public sealed class ShiftTolerantMaskedL1Objective : Objective
{
    /// <summary>The instance that the standard tasks share.</summary>
    public static ShiftTolerantMaskedL1Objective Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "shift-tolerant-masked-l1";

    /// <inheritdoc/>
    public override string Words => "mean absolute distance where the map is valid, a shift of one pixel forgiven";

    /// <inheritdoc/>
    public override bool IsMasked => true;

    /// <inheritdoc/>
    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.ShiftTolerantMaskedL1(output, target, weight);

    /// <inheritdoc/>
    public override bool Measures(Tensor target, Tensor weight, int position) =>
        weight.Values[position] != 0 && !IsRim(position, weight.Shape);

    private static bool IsRim(int pixel, Shape shape) =>
        pixel % shape.Width is var column && pixel / shape.Width % shape.Height is var row
        && (column == 0 || column == shape.Width - 1 || row == 0 || row == shape.Height - 1);
}

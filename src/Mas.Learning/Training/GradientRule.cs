namespace Mas.Learning.Training;

/// <summary>How the losses of a group's tasks become the gradients of one step.</summary>
public enum GradientRule
{
    /// <summary>The gradients of their sum.</summary>
    Sum,

    /// <summary>The gradients of a sum whose weights are learned on the way; see <see cref="LossBalance"/>.</summary>
    GradNorm,

    /// <summary>The sum of gradients without the parts that conflict; see <see cref="GradientSurgery"/>.</summary>
    PcGrad,
}

using Mas.Engine.Autograd;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>
/// Forward and backward of a model on one batch, after a <see cref="GradientRule"/> that is not the plain one.
/// </summary>
internal interface IStepGradients
{
    /// <summary>What the next order of the stage goes on from; null where the rule keeps nothing.</summary>
    LossBalance? Balance => null;

    /// <summary>
    /// Sets the gradients of a step; what enters the encoder is scaled by 1 / sqrt(tasks), whatever the rule.
    /// </summary>
    /// <param name="model">The model; its gradients are overwritten, its running statistics move.</param>
    /// <param name="tape">An empty tape; empty again afterwards.</param>
    /// <param name="batch">Examples and the targets of the model's tasks.</param>
    /// <param name="losses">Receives the loss of each task, unweighted.</param>
    /// <returns>The floating-point operations of the step.</returns>
    long Run(MultiTaskModel model, Tape tape, Batch batch, Span<MeanLoss> losses);
}

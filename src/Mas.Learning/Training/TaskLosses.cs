using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>The loss of each task on a batch.</summary>
internal static class TaskLosses
{
    /// <summary>The class of pixels nobody labelled.</summary>
    private const int Unlabelled = 0;

    /// <summary>The scalar loss of a decoder's output.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="task">The task.</param>
    /// <param name="output">(N, H, W, task outputs).</param>
    /// <param name="target">(N, H, W, target channels).</param>
    /// <param name="mask">(N, H, W, 1), 1 where the target is known.</param>
    internal static Tensor Loss(
        this Tape tape, LearningTask task, Tensor output, Tensor target, Tensor mask) => task.Loss switch
        {
            TaskLoss.CrossEntropy => tape.CrossEntropy(output, target, Unlabelled),
            TaskLoss.ShiftTolerantMaskedL1 => tape.ShiftTolerantMaskedL1(output, target, mask),
            TaskLoss.MaskedL1 => tape.MaskedL1(output, target, mask),
            TaskLoss.L1 => tape.L1(output, target),
            _ => throw new ArgumentOutOfRangeException(nameof(task), task.Loss, "A loss without a rule."),
        };
}

using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>The loss of each task on a batch, and which pixels it is measured on.</summary>
internal static class TaskLosses
{
    /// <summary>The class of unlabelled pixels.</summary>
    private const int Unlabelled = 0;

    /// <summary>The loss of a decoder's output, over the pixels whose target is known.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="task">The task.</param>
    /// <param name="output">(N, H, W, task outputs).</param>
    /// <param name="target">(N, H, W, target channels).</param>
    /// <param name="mask">(N, H, W, 1), 1 where the target is known.</param>
    internal static MeasuredLoss Loss(
        this Tape tape, LearningTask task, Tensor output, Tensor target, Tensor mask) => task.Loss switch
        {
            TaskLoss.CrossEntropy => tape.CrossEntropy(output, target, Unlabelled),
            TaskLoss.ShiftTolerantMaskedL1 => tape.ShiftTolerantMaskedL1(output, target, mask),
            TaskLoss.MaskedL1 => tape.MaskedL1(output, target, mask),
            TaskLoss.L1 => tape.L1(output, target),
            _ => throw Unknown(task),
        };

    /// <summary>Whether <see cref="Loss"/> measures a pixel of a batch.</summary>
    /// <param name="task">The task.</param>
    /// <param name="target">(N, H, W, target channels).</param>
    /// <param name="mask">(N, H, W, 1), 1 where the target is known.</param>
    /// <param name="pixel">The pixel, counted over all pictures row by row.</param>
    internal static bool Measures(LearningTask task, Tensor target, Tensor mask, int pixel) => task.Loss switch
    {
        TaskLoss.CrossEntropy => (int)target.Values[pixel] != Unlabelled,
        TaskLoss.ShiftTolerantMaskedL1 => mask.Values[pixel] != 0 && !IsRim(pixel, mask.Shape),
        TaskLoss.MaskedL1 => mask.Values[pixel] != 0,
        TaskLoss.L1 => true,
        _ => throw Unknown(task),
    };

    /// <summary>The loss as a number, read before the tape is rewound.</summary>
    internal static MeanLoss Read(this MeasuredLoss loss) => new(loss.Mean.Scalar, loss.Count);

    // What a shift-tolerant loss leaves out.
    private static bool IsRim(int pixel, Shape shape) =>
        pixel % shape.Width is var column && pixel / shape.Width % shape.Height is var row
        && (column == 0 || column == shape.Width - 1 || row == 0 || row == shape.Height - 1);

    private static ArgumentOutOfRangeException Unknown(LearningTask task) =>
        new(nameof(task), task.Loss, "A loss without a rule.");
}

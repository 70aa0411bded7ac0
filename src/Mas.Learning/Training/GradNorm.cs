using Mas.Engine.Autograd;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Learning.Training;

/// <summary>
/// The gradients of a weighted sum of the losses, whose weights are learned so that tasks train at one rate (Chen et
/// al., ICML 2018). Gradient norms are taken at <see cref="IEncoder.LastShared"/>, so only the encoder's neck runs
/// backward once a task.
/// </summary>
/// <param name="balance">Where the weights begin.</param>
/// <param name="restoring">alpha; see <see cref="StepRule.Restoring"/>.</param>
internal sealed class GradNorm(LossBalance balance, double restoring) : IStepGradients
{
    /// <summary>The rule.</summary>
    internal static GradientProgram Program { get; } = new(
        GradientRule.GradNorm, "gradnorm", KeepsBalance: true,
        (rule, tasks, balance, _) => new GradNorm(balance ?? LossBalance.Even(tasks), rule.Restoring));

    /// <inheritdoc/>
    public LossBalance? Balance { get; private set; } = balance;

    /// <inheritdoc/>
    public long Run(MultiTaskModel model, Tape tape, Batch batch, Span<MeanLoss> losses)
    {
        TrainingStep.Begin(model, tape);
        var begin = tape.MultiplyAdds;
        var trunk = model.Encoder.Trunk(tape, batch.Input);
        var trunkEnd = tape.Mark();
        var trunkWork = tape.MultiplyAdds - begin;
        var features = model.Encoder.Neck(tape, trunk);
        var neckWork = tape.MultiplyAdds - begin - trunkWork;
        var encoded = tape.Mark();

        var shared = model.Encoder.LastShared.Tensor.Gradient!;
        var sum = tape.Pool.Rent(shared.Shape);
        sum.Values.Clear();
        var scale = TrainingStep.Scale(losses.Length);
        var norms = new double[losses.Length];
        for (var task = 0; task < losses.Length; task++)
        {
            var weight = (float)Balance!.Weights[task];
            losses[task] = TrainingStep.Decode(model, tape, batch, features, encoded, task, weight);
            Tape.ScaleGradient(features, scale);
            tape.Backward(trunkEnd, keep: true);
            norms[task] = Math.Sqrt(GradientSurgery.Dot(shared.Values, shared.Values)) / (weight * scale);
            TensorPrimitives.Add(sum.Values, shared.Values, sum.Values);
            shared.Values.Clear();
        }

        sum.Values.CopyTo(shared.Values);
        tape.Pool.Return(sum);
        tape.Backward();
        Balance = Balance!.Next(norms, losses, restoring);
        return TrainingStep.Flops(tape.MultiplyAdds - begin) + (4 * (losses.Length - 1) * neckWork);
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>
/// Forward and backward of a multi-task model on one batch. The encoder runs once; each decoder then runs forward and
/// back before the next one starts, so that the memory of only one decoder is held at a time.
/// </summary>
internal static class TrainingStep
{
    /// <summary>
    /// The floating-point operations of a plain step: of each multiply-add of its forward pass two forward, four
    /// backward.
    /// </summary>
    internal static long Flops(long multiplyAdds) => 6 * multiplyAdds;

    /// <summary>
    /// Sets the gradients of the sum of all losses; what enters the encoder is scaled by 1 / sqrt(tasks) (MAS,
    /// ICCV 2023, after Standley et al., ICML 2020).
    /// </summary>
    /// <param name="model">The model; its gradients are overwritten, its running statistics move where tracked.</param>
    /// <param name="tape">An empty tape, which says what batch norms do; empty again afterwards.</param>
    /// <param name="batch">Examples and the targets of the model's tasks.</param>
    /// <param name="losses">Receives the loss of each task.</param>
    /// <param name="probe">Measures affinities on the way; gradients and statistics do not depend on it.</param>
    /// <returns>Multiply-adds of the step's forward pass.</returns>
    internal static long Run(
        MultiTaskModel model, Tape tape, Batch batch, Span<MeanLoss> losses, AffinityProbe? probe = null)
    {
        Begin(model, tape);
        var before = tape.MultiplyAdds;
        var features = model.Encoder.Forward(tape, batch.Input);
        var encoderWork = tape.MultiplyAdds - before;
        var encoded = tape.Mark();
        var apart = new Tensor[model.Tasks.Count];
        for (var index = 0; index < apart.Length; index++)
        {
            losses[index] = Decode(model, tape, batch, features, encoded, index);
            apart[index] = Tape.TakeGradient(features);
        }

        var work = tape.MultiplyAdds - before;
        probe?.BeforeEncoderGoesBack(features, apart, encoderWork);
        foreach (var gradient in apart)
        {
            tape.GiveGradient(features, gradient);
        }

        var scale = Scale(apart.Length);
        Tape.ScaleGradient(features, scale);
        tape.Backward();
        probe?.AfterEncoderWentBack(batch, losses, scale);
        return work;
    }

    /// <summary>What the gradient that enters the encoder is multiplied with: 1 / sqrt(tasks).</summary>
    internal static float Scale(int tasks) => 1 / MathF.Sqrt(tasks);

    /// <summary>Clears the gradients and has an empty tape record.</summary>
    internal static void Begin(MultiTaskModel model, Tape tape)
    {
        model.Parameters.ZeroGradients();
        tape.Records = true;
    }

    /// <summary>One task's decoder forward and back to the features, whose gradient it adds to.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tape">The step's tape.</param>
    /// <param name="batch">Examples and targets.</param>
    /// <param name="features">The encoder's output.</param>
    /// <param name="encoded">The end of the tape when they were made.</param>
    /// <param name="task">Which task, by its place in the model.</param>
    /// <param name="weight">What the loss counts.</param>
    /// <returns>The loss, unweighted.</returns>
    internal static MeanLoss Decode(
        MultiTaskModel model, Tape tape, Batch batch, Tensor features, TapeMark encoded, int task, float weight = 1)
    {
        var output = model.Heads[task].Forward(tape, features);
        var loss = model.Tasks[task].Objective.Loss(tape, output, batch.Targets[task], batch.Weights[task]);
        var value = MeanLoss.Of(loss);
        tape.Backward(loss.Mean, encoded, weight: weight);
        return value;
    }
}

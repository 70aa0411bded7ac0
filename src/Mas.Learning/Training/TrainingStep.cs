using Mas.Engine.Autograd;
using Mas.Learning.Data;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>
/// Forward and backward of a multi-task model on one batch. The encoder runs once; each decoder then runs forward and
/// back before the next one starts, so that the memory of only one decoder is held at a time.
/// </summary>
internal static class TrainingStep
{
    /// <summary>
    /// Sets the gradients of the sum of all losses; what enters the encoder is scaled by 1 / sqrt(tasks) (MAS,
    /// ICCV 2023, after Standley et al., ICML 2020).
    /// </summary>
    /// <param name="model">The model; its gradients are overwritten, its running statistics move.</param>
    /// <param name="tape">An empty tape; empty again afterwards.</param>
    /// <param name="batch">Pictures and the targets of the model's tasks.</param>
    /// <param name="losses">Receives the loss of each task.</param>
    internal static void Run(MultiTaskModel model, Tape tape, Batch batch, Span<double> losses)
    {
        model.Parameters.ZeroGradients();
        tape.Statistics = BatchStatistics.Batch;
        tape.Records = true;
        var features = model.Encoder.Forward(tape, batch.Images);
        var encoded = tape.Mark();
        for (var index = 0; index < model.Tasks.Count; index++)
        {
            var output = model.Decoders[index].Forward(tape, features);
            var loss = tape.Loss(model.Tasks[index], output, batch.Targets[index], batch.Mask);
            losses[index] = loss.Values[0];
            tape.Backward(loss, encoded);
        }

        Tape.ScaleGradient(features, 1 / MathF.Sqrt(model.Tasks.Count));
        tape.Backward();
    }
}

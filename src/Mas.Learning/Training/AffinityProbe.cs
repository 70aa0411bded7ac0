using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Data;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>
/// One measurement of how a step for one task changes the loss of another, on one batch (TAG, Fifty et al., NeurIPS
/// 2021; MAS, ICCV 2023). For each task i the encoder alone takes a plain SGD step on the loss of i, and for each task
/// j: Z i->j = 1 - L_j(after) / L_j(before). Batch norms use the batch's statistics; nothing of the model changes, to
/// the bit.
/// </summary>
internal static class AffinityProbe
{
    /// <summary>Measures; row i and column j of the result is Z i->j.</summary>
    /// <param name="model">The model; its values are the same afterwards, its gradients are not.</param>
    /// <param name="tape">An empty tape; empty again afterwards.</param>
    /// <param name="batch">The batch about to be trained on.</param>
    /// <param name="learningRate">The step's length, eta.</param>
    /// <param name="weightDecay">The step's weight decay, lambda.</param>
    /// <param name="flops">Grows by the floating-point operations spent.</param>
    internal static double[][] Measure(
        MultiTaskModel model, Tape tape, Batch batch, double learningRate, double weightDecay, ref long flops)
    {
        tape.Statistics = BatchStatistics.BatchUntracked;
        var tasks = model.Tasks.Count;
        var encoderWeights = model.Parameters.Values.Weights[..model.EncoderWeightCount];
        var steps = tape.Pool.Rent(new Shape(tasks, 1, 1, encoderWeights.Length));
        var origin = tape.Pool.Rent(Shape.Vector(encoderWeights.Length));
        encoderWeights.CopyTo(origin.Values);

        var before = LookAheads(model, tape, batch, learningRate, weightDecay, steps, ref flops);

        var affinity = new double[tasks][];
        var after = new double[tasks];
        tape.Records = false;
        var work = tape.MultiplyAdds;
        for (var i = 0; i < tasks; i++)
        {
            steps.Picture(i).CopyTo(encoderWeights);
            Losses(model, tape, batch, after);
            affinity[i] = [.. before.Zip(after, Change)];
        }

        flops += 2 * (tape.MultiplyAdds - work);
        origin.Values.CopyTo(encoderWeights);
        tape.Pool.Return(origin);
        tape.Pool.Return(steps);
        return affinity;
    }

    /// <summary>
    /// The losses as they stand, and in <paramref name="steps"/> for each task the encoder's weights after a step for
    /// it. The encoder runs forward once and back once a task.
    /// </summary>
    private static double[] LookAheads(
        MultiTaskModel model, Tape tape, Batch batch, double learningRate, double weightDecay, Tensor steps,
        ref long flops)
    {
        tape.Records = true;
        var weights = model.Parameters.Values.Weights[..model.EncoderWeightCount];
        var gradients = model.Parameters.Gradients[..model.EncoderWeightCount];
        var start = tape.MultiplyAdds;
        var features = model.Encoder.Forward(tape, batch.Images);
        var encoderWork = tape.MultiplyAdds - start;
        var encoded = tape.Mark();
        var losses = new double[model.Tasks.Count];
        for (var task = 0; task < losses.Length; task++)
        {
            model.Parameters.ZeroGradients();
            var output = model.Decoders[task].Forward(tape, features);
            var loss = tape.Loss(model.Tasks[task], output, batch.Targets[task], batch.Mask);
            losses[task] = loss.Values[0];
            tape.Backward(loss, encoded);
            tape.Backward(keep: true);
            var step = steps.Picture(task);
            for (var index = 0; index < step.Length; index++)
            {
                step[index] = (float)(weights[index]
                    - (learningRate * (gradients[index] + (weightDecay * weights[index]))));
            }
        }

        // Forward 2 operations a multiply-add, backward 4; the encoder's backward ran once a task.
        flops += (6 * (tape.MultiplyAdds - start)) + (4 * (losses.Length - 1) * encoderWork);
        tape.Rewind();
        return losses;
    }

    /// <summary>The share of the loss the step took away; 0 where nothing was there to lose.</summary>
    private static double Change(double before, double after) => before == 0 ? 0 : 1 - (after / before);

    private static void Losses(MultiTaskModel model, Tape tape, Batch batch, double[] losses)
    {
        var features = model.Encoder.Forward(tape, batch.Images);
        var encoded = tape.Mark();
        for (var task = 0; task < losses.Length; task++)
        {
            var output = model.Decoders[task].Forward(tape, features);
            losses[task] = tape.Loss(model.Tasks[task], output, batch.Targets[task], batch.Mask).Values[0];
            tape.Rewind(encoded);
        }

        tape.Rewind();
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Learning.Training;

/// <summary>
/// The affinity by its definition (TAG, Fifty et al., NeurIPS 2021; MAS, ICCV 2023): for each task i the encoder alone
/// takes a plain SGD step on the loss of i, and for each task j: Z i->j = 1 - L_j(after) / L_j(before).
/// </summary>
internal sealed class LookAhead(MultiTaskModel model, Tape tape, Batch batch)
{
    /// <summary>Measures; row i and column j of the result is Z i->j, null where it is not measured.</summary>
    /// <param name="before">The tasks' losses as the model stands.</param>
    /// <param name="gradients">The tasks' gradients as the model stands.</param>
    /// <param name="learningRate">The step's length, eta.</param>
    /// <param name="weightDecay">The step's weight decay, lambda.</param>
    /// <param name="diagonal">Whether Z i->i is measured.</param>
    internal double?[][] Measure(
        ReadOnlySpan<MeanLoss> before, TaskGradients gradients, double learningRate, double weightDecay, bool diagonal)
    {
        var statistics = tape.Statistics;
        if (statistics == BatchStatistics.Batch)
        {
            tape.Statistics = BatchStatistics.BatchUntracked;
        }

        tape.Records = false;
        var origin = tape.Pool.Rent(Shape.Vector(model.EncoderWeightCount));
        gradients.Weights.CopyTo(origin.Values);
        var affinity = new double?[before.Length][];
        for (var i = 0; i < affinity.Length; i++)
        {
            affinity[i] = new double?[affinity.Length];
            if (before[i].Value is null)
            {
                continue;
            }

            Step(gradients, i, origin, (float)learningRate, (float)(learningRate * weightDecay));
            var features = model.Encoder.Forward(tape, batch.Input);
            var encoded = tape.Mark();
            for (var j = 0; j < affinity.Length; j++)
            {
                if ((j != i || diagonal) && AffinityProbe.Measures(before[i], before[j]))
                {
                    affinity[i][j] = 1 - (Loss(j, features) / before[j].Value);
                    tape.Rewind(encoded);
                }
            }

            tape.Rewind();
        }

        origin.Values.CopyTo(gradients.Weights);
        tape.Pool.Return(origin);
        tape.Statistics = statistics;
        return affinity;
    }

    /// <summary>weights = origin - (rate gradient + decay origin).</summary>
    private static void Step(TaskGradients gradients, int task, Tensor origin, float rate, float decay) =>
        gradients.ForPieces((_, start, length) =>
        {
            var weights = gradients.Weights.Slice(start, length);
            var from = origin.Values.Slice(start, length);
            TensorPrimitives.Multiply(gradients.Of(task).Slice(start, length), rate, weights);
            TensorPrimitives.MultiplyAdd(from, decay, weights, weights);
            TensorPrimitives.Subtract(from, weights, weights);
        });

    private double? Loss(int task, Tensor features)
    {
        var output = model.Heads[task].Forward(tape, features);
        return MeanLoss.Of(
            model.Tasks[task].Objective.Loss(tape, output, batch.Targets[task], batch.Weights[task])).Value;
    }
}

using System.Numerics.Tensors;

namespace Mas.Learning.Training;

/// <summary>
/// The affinity to the first order of the step's length: with g_i the gradient of the loss of i with respect to the
/// encoder's weights theta, a step for i changes L_j by about -eta g_j (g_i + lambda theta), so that
/// Z i->j = eta g_j (g_i + lambda theta) / L_j. The curvature, of the order of eta squared, is left out.
/// </summary>
internal static class FirstOrder
{
    /// <summary>Estimates; row i and column j of the result is Z i->j, null where it is not measured.</summary>
    /// <param name="losses">The tasks' losses as the model stands.</param>
    /// <param name="gradients">The tasks' gradients as the model stands.</param>
    /// <param name="learningRate">The step's length, eta.</param>
    /// <param name="weightDecay">The step's weight decay, lambda.</param>
    internal static double?[][] Estimate(
        ReadOnlySpan<MeanLoss> losses, TaskGradients gradients, double learningRate, double weightDecay)
    {
        var products = Products(gradients, losses.Length);
        var affinity = new double?[losses.Length][];
        for (var i = 0; i < affinity.Length; i++)
        {
            affinity[i] = new double?[affinity.Length];
            for (var j = 0; j < affinity.Length; j++)
            {
                var gain = learningRate * (products[j, i] + (weightDecay * products[j, affinity.Length]));
                affinity[i][j] = AffinityProbe.Measures(losses[i], losses[j]) ? gain / losses[j].Value : null;
            }
        }

        return affinity;
    }

    /// <summary>
    /// [j, i] = g_j g_i, and in the last column g_j theta: summed a piece at a time, then over the pieces in order.
    /// </summary>
    private static double[,] Products(TaskGradients gradients, int tasks)
    {
        var pieces = new double[gradients.Pieces][,];
        gradients.ForPieces((piece, start, length) =>
        {
            var products = pieces[piece] = new double[tasks, tasks + 1];
            for (var j = 0; j < tasks; j++)
            {
                var row = gradients.Of(j).Slice(start, length);
                for (var i = 0; i <= j; i++)
                {
                    products[j, i] = products[i, j] = TensorPrimitives.Dot(row, gradients.Of(i).Slice(start, length));
                }

                products[j, tasks] = TensorPrimitives.Dot(row, gradients.Weights.Slice(start, length));
            }
        });
        var sums = new double[tasks, tasks + 1];
        foreach (var products in pieces)
        {
            for (var j = 0; j < tasks; j++)
            {
                for (var i = 0; i <= tasks; i++)
                {
                    sums[j, i] += products[j, i];
                }
            }
        }

        return sums;
    }
}

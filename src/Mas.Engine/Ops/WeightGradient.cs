using System.Numerics.Tensors;
using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Tensor = Mas.Engine.Tensors.Tensor;

namespace Mas.Engine.Ops;

/// <summary>
/// Sums what every picture adds to the gradient of a weight: a sum for each fixed piece of the batch, then all sums in
/// order, so that the bits do not depend on how many threads share the pieces.
/// </summary>
internal static class WeightGradient
{
    private const int Pieces = 2;

    /// <summary>
    /// Adds the share of picture <paramref name="picture"/> to <paramref name="sum"/>, laid out as the weight.
    /// </summary>
    internal delegate void AddPicture(int picture, Span<float> sum);

    internal static void Add(Tape tape, Tensor weight, int pictures, AddPicture addPicture)
    {
        var gradient = tape.GradientOf(weight, out _).Values;
        if (pictures == 1)
        {
            addPicture(0, gradient);
            return;
        }

        var sums = tape.Pool.Rent(new Shape(Pieces, 1, 1, weight.Shape.Count));
        tape.Workers.For(Pieces, piece =>
        {
            var sum = sums.Picture(piece);
            sum.Clear();
            for (var picture = pictures * piece / Pieces; picture < pictures * (piece + 1) / Pieces; picture++)
            {
                addPicture(picture, sum);
            }
        });
        for (var piece = 0; piece < Pieces; piece++)
        {
            TensorPrimitives.Add(gradient, sums.Picture(piece), gradient);
        }

        tape.Pool.Return(sums);
    }
}

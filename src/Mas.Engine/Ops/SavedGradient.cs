using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Ops;

/// <summary>A loss whose forward pass has found the gradient, up to a factor.</summary>
/// <param name="input">What receives the gradient.</param>
/// <param name="direction">The gradient over <paramref name="share"/>, of the input's shape.</param>
/// <param name="share">The factor.</param>
/// <param name="loss">The loss, a scalar.</param>
internal sealed class SavedGradient(Tensor input, Tensor direction, float share, Tensor loss) : TapeEntry(loss)
{
    internal override void Backward(Tape tape)
    {
        var factor = share * Output.Gradient!.Scalar;
        var dInput = tape.GradientOf(input, out var accumulate);
        tape.Workers.For(input.Shape.Batch, picture =>
        {
            Span<float> from = direction.Picture(picture), to = dInput.Picture(picture);
            if (accumulate)
            {
                TensorPrimitives.MultiplyAdd(from, factor, to, to);
            }
            else
            {
                TensorPrimitives.Multiply(from, factor, to);
            }
        });
    }
}

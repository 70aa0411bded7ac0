using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Ops;

/// <summary>The sum where a block's two paths meet.</summary>
public static class AddOp
{
    /// <summary>a + b, element by element.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="a">(N, H, W, C).</param>
    /// <param name="b">(N, H, W, C); may be the same tensor.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Add(this Tape tape, Tensor a, Tensor b)
    {
        if (a.Shape != b.Shape)
        {
            throw new ArgumentException($"Add: shapes differ, left {a.Shape}, right {b.Shape}.", nameof(b));
        }

        var output = tape.Rent(a.Shape, a.RequiresGradient || b.RequiresGradient);
        tape.Workers.For(a.Shape.Batch, picture =>
            TensorPrimitives.Add(a.Picture(picture), b.Picture(picture), output.Picture(picture)));
        tape.Record(new Entry(a, b, output));
        return output;
    }

    private sealed class Entry(Tensor a, Tensor b, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            PassOn(tape, a);
            PassOn(tape, b);
        }

        private void PassOn(Tape tape, Tensor input)
        {
            if (!input.RequiresGradient)
            {
                return;
            }

            var dOutput = Output.Gradient!;
            var dInput = tape.GradientOf(input, out var accumulate);
            tape.Workers.For(input.Shape.Batch, picture =>
            {
                if (accumulate)
                {
                    TensorPrimitives.Add(dInput.Picture(picture), dOutput.Picture(picture), dInput.Picture(picture));
                }
                else
                {
                    dOutput.Picture(picture).CopyTo(dInput.Picture(picture));
                }
            });
        }
    }
}

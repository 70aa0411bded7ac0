using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The rectifier.</summary>
public static class ReluOp
{
    /// <summary>max(input, 0), element by element.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <returns>(N, H, W, C).</returns>
    public static Tensor Relu(this Tape tape, Tensor input)
    {
        var output = tape.Rent(input.Shape, input.RequiresGradient);
        tape.Workers.For(
            input.Shape.Batch, picture => Elementwise.Relu(input.Picture(picture), output.Picture(picture)));
        tape.Record(new Entry(input, output));
        return output;
    }

    private sealed class Entry(Tensor input, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dInput = tape.GradientOf(input, out var accumulate);
            tape.Workers.For(Output.Shape.Batch, picture => Elementwise.ReluBackward(
                Output.Picture(picture), Output.Gradient!.Picture(picture), dInput.Picture(picture), accumulate));
        }
    }
}

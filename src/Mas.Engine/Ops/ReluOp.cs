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
        input = tape.Stored(input);
        var output = tape.Rent(input.Shape, input.RequiresGradient);
        PixelChunks.For(tape.Workers, input.Shape, (_, first, count) =>
            Elementwise.Relu(input.Pixels(first, count), output.Pixels(first, count)));
        tape.Trace?.Add(new OpCall.Relu(input, output));
        tape.Record(new Entry(input, output));
        return output;
    }

    private sealed class Entry(Tensor input, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            var dInput = Tape.HandOn(Output, input, out var accumulate);
            PixelChunks.For(tape.Workers, Output.Shape, (_, first, count) => Elementwise.ReluBackward(
                Output.Pixels(first, count), dOutput.Pixels(first, count), dInput.Pixels(first, count), accumulate));
        }
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The mean over a whole picture.</summary>
public static class GlobalAveragePoolOp
{
    /// <summary>The mean of every channel over all pixels of a picture.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <returns>(N, 1, 1, C).</returns>
    public static Tensor GlobalAveragePool(this Tape tape, Tensor input)
    {
        input = tape.Stored(input);
        var output = tape.Rent(input.Shape with { Height = 1, Width = 1 }, input.RequiresGradient);
        tape.Workers.For(
            input.Shape.Batch, picture => Pooling.Mean(input.Picture(picture), output.Picture(picture)));
        tape.Trace?.Add(new OpCall.GlobalAveragePool(input, output));
        tape.Record(new Entry(input, output));
        return output;
    }

    private sealed class Entry(Tensor input, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dInput = tape.GradientOf(input, out var accumulate);
            tape.Workers.For(input.Shape.Batch, picture => Pooling.MeanBackward(
                Output.Gradient!.Picture(picture), dInput.Picture(picture), accumulate));
        }
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>Two pictures laid over each other, channels of the first before those of the second.</summary>
public static class ConcatenateOp
{
    /// <summary>Joins along the channels.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="a">(N, H, W, A).</param>
    /// <param name="b">(N, H, W, B).</param>
    /// <returns>(N, H, W, A + B).</returns>
    /// <exception cref="ArgumentException">The shapes differ in more than the channels.</exception>
    public static Tensor Concatenate(this Tape tape, Tensor a, Tensor b)
    {
        Check(nameof(Concatenate), a, b);
        var shape = a.Shape with { Channels = a.Shape.Channels + b.Shape.Channels };
        var output = tape.Rent(shape, a.RequiresGradient || b.RequiresGradient);
        tape.Workers.For(shape.Batch, picture =>
        {
            Join(a, 0, picture);
            Join(b, a.Shape.Channels, picture);
        });
        tape.Trace?.Add(new OpCall.Concatenate(a, b, output));
        tape.Record(new Entry(a, b, output));
        return output;

        void Join(Tensor input, int offset, int picture) => ChannelCopy.Run(
            input.Elements().Picture(picture), input.Shape.Channels, input.Reading(),
            output.Picture(picture)[offset..], shape.Channels,
            shape.Height * shape.Width, input.Shape.Channels, accumulate: false);
    }

    internal static void Check(string op, Tensor a, Tensor b)
    {
        if (a.Shape with { Channels = b.Shape.Channels } != b.Shape)
        {
            throw new ArgumentException(
                $"{op}: shapes may differ in channels only, left {a.Shape}, right {b.Shape}.", nameof(b));
        }
    }

    private sealed class Entry(Tensor a, Tensor b, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            Part(tape, a, 0);
            Part(tape, b, a.Shape.Channels);
        }

        private void Part(Tape tape, Tensor input, int offset)
        {
            if (!input.RequiresGradient)
            {
                return;
            }

            var dOutput = Output.Gradient!;
            var dInput = tape.GradientOf(input, out var accumulate);
            var shape = input.Shape;
            tape.Workers.For(shape.Batch, picture => ChannelCopy.Run(
                dOutput.Picture(picture)[offset..], dOutput.Shape.Channels, default, dInput.Picture(picture),
                shape.Channels, shape.Height * shape.Width, shape.Channels, accumulate));
        }
    }
}

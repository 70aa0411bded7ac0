using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The sum where a block's two paths meet.</summary>
public static class AddOp
{
    /// <summary>a + b, element by element.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="a">(N, H, W, C).</param>
    /// <param name="b">(N, H, W, C); may be the same tensor. Both may be normalised views.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Add(this Tape tape, Tensor a, Tensor b)
    {
        if (a.Shape != b.Shape)
        {
            throw new ArgumentException($"Add: shapes differ, left {a.Shape}, right {b.Shape}.", nameof(b));
        }

        var output = tape.Rent(a.Shape, a.RequiresGradient || b.RequiresGradient);
        PixelChunks.For(tape.Workers, a.Shape, (a, b, output), static (_, first, count, all) =>
        {
            var (a, b, output) = all;
            var target = output.Pixels(first, count);
            ChannelCopy.Run(a.Elements().Pixels(first, count), a.Reading(), target, a.Shape.Channels, false);
            ChannelCopy.Run(b.Elements().Pixels(first, count), b.Reading(), target, a.Shape.Channels, true);
        });
        tape.Trace?.Add(new OpCall.Add(a, b, output));
        tape.Record(new Entry(a, b, output));
        return output;
    }

    private sealed class Entry(Tensor a, Tensor b, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            if (b.RequiresGradient)
            {
                tape.Copy(dOutput, tape.GradientOf(b, out var accumulate), accumulate);
            }

            if (a.RequiresGradient)
            {
                var dInput = Tape.HandOn(Output, a, out var accumulate);
                if (accumulate)
                {
                    tape.Copy(dOutput, dInput, accumulate);
                }
            }
        }
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Where a normalised view becomes real. Ops that read views as they lie take <see cref="Elements"/> and
/// <see cref="Reading"/>; all others begin with <see cref="Stored"/>, but for the losses, which take no view.
/// </summary>
public static class StoredOp
{
    /// <summary>The same values as elements of their own; a tensor that has its own is given back as it is.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <returns>(N, H, W, C).</returns>
    public static Tensor Stored(this Tape tape, Tensor input)
    {
        if (input.Normalisation is null)
        {
            return input;
        }

        var output = tape.Rent(input.Shape, input.RequiresGradient);
        tape.Copy(input, output, accumulate: false);
        tape.Trace?.Add(new OpCall.Stored(input, output));
        tape.Record(new Entry(input, output));
        return output;
    }

    /// <summary>The tensor whose elements lie in memory: of a view the one it looks at.</summary>
    internal static Tensor Elements(this Tensor tensor) => tensor.Normalisation?.Stored ?? tensor;

    /// <summary>
    /// How the elements of a tensor read, where <paramref name="relu"/> or where its view says so at least 0.
    /// </summary>
    internal static Reading Reading(this Tensor tensor, bool relu = false) => tensor.Normalisation is { } view
        ? new Reading { Mean = view.Mean, Factor = view.Factor, Shift = view.Shift, Relu = view.Relu || relu }
        : new Reading { Relu = relu };

    private sealed class Entry(Tensor input, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            var dInput = Tape.HandOn(Output, input, out var accumulate);
            if (accumulate)
            {
                tape.Copy(dOutput, dInput, accumulate);
            }
        }
    }
}

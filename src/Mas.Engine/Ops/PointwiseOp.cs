using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The 1x1 convolution, which is the linear layer of every pixel: one matrix product.</summary>
public static class PointwiseOp
{
    /// <summary>Pixels of one piece of the product: enough work to be worth a thread.</summary>
    private const int BandPixels = 1024;

    /// <summary>Pixels whose outer products are summed in one go: the depth of one packed block.</summary>
    private const int BlockPixels = 256;

    /// <summary>input x weight [+ bias], pixel by pixel.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, inputs).</param>
    /// <param name="weight">(1, 1, inputs, outputs).</param>
    /// <param name="bias">(1, 1, 1, outputs), or none.</param>
    /// <returns>(N, H, W, outputs).</returns>
    /// <exception cref="ArgumentException">The channels of input and weight differ.</exception>
    public static Tensor Pointwise(this Tape tape, Tensor input, Tensor weight, Tensor? bias = null)
    {
        if (weight.Shape is not { Batch: 1, Height: 1 } || weight.Shape.Width != input.Shape.Channels)
        {
            throw new ArgumentException(
                $"Pointwise: input {input.Shape} needs a weight (1, 1, {input.Shape.Channels}, outputs), found {weight.Shape}.");
        }

        input = tape.Stored(input);
        var output = tape.Rent(input.Shape with { Channels = weight.Shape.Channels }, requiresGradient: true);
        Multiply(tape, input, weight.Values, false, output, bias, accumulate: false);
        tape.DenseMultiplyAdds += (long)input.Shape.Pixels * weight.Shape.Count;
        tape.Record(new Entry(input, weight, bias, output));
        return output;
    }

    /// <summary>target = [target or bias +] source x weight, or source x its transpose.</summary>
    private static void Multiply(
        Tape tape, Tensor source, ReadOnlySpan<float> weight, bool transposed, Tensor target, Tensor? bias,
        bool accumulate)
    {
        var depth = source.Shape.Channels;
        var columns = target.Shape.Channels;
        var packed = tape.Pool.Rent(Shape.Vector(MatrixProduct.PackedLength(depth, columns)));
        MatrixProduct.Pack(
            weight, transposed ? 1 : columns, transposed ? depth : 1, depth, columns, packed.Values);
        var pixels = source.Shape.Pixels;
        tape.Workers.For((pixels + BandPixels - 1) / BandPixels, band =>
        {
            var first = band * BandPixels;
            var count = Math.Min(BandPixels, pixels - first);
            var rows = target.Pixels(first, count);
            if (bias is not null)
            {
                Rows.Fill(bias.Values, rows);
            }

            MatrixProduct.Multiply(
                source.Pixels(first, count), depth, 1, packed.Values, rows, count, depth, columns,
                accumulate || bias is not null);
        });
        tape.Pool.Return(packed);
    }

    private sealed class Entry(Tensor input, Tensor weight, Tensor? bias, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            if (bias is not null)
            {
                Rows.Sum(dOutput.Values, tape.GradientOf(bias, out _).Values);
            }

            if (weight.RequiresGradient)
            {
                AddWeightGradient(tape, dOutput);
            }

            if (input.RequiresGradient)
            {
                var dInput = tape.GradientOf(input, out var accumulate);
                Multiply(tape, dOutput, weight.Values, true, dInput, null, accumulate);
            }
        }

        /// <summary>
        /// dWeight += inputᵀ x dOutput, in bands of input channels that each walk all pixels in order.
        /// </summary>
        private void AddWeightGradient(Tape tape, Tensor dOutput)
        {
            const int bandChannels = 96;
            var (inputs, outputs) = (weight.Shape.Width, weight.Shape.Channels);
            var dWeight = tape.GradientOf(weight, out _);
            var pixels = input.Shape.Pixels;
            tape.Workers.For((inputs + bandChannels - 1) / bandChannels, band =>
            {
                var channel = band * bandChannels;
                var channels = Math.Min(bandChannels, inputs - channel);
                var rows = dWeight.Values.Slice(channel * outputs, channels * outputs);
                var packed = tape.Pool.Rent(Shape.Vector(MatrixProduct.PackedLength(BlockPixels, outputs)));
                for (var first = 0; first < pixels; first += BlockPixels)
                {
                    var count = Math.Min(BlockPixels, pixels - first);
                    MatrixProduct.MultiplyOnce(
                        input.Pixels(first, count)[channel..], 1, inputs, dOutput.Pixels(first, count), packed.Values,
                        rows, channels, count, outputs);
                }

                tape.Pool.Return(packed);
            });
        }
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Dense convolution of any size, stride and padding: bands of windows are gathered into a matrix that stays in cache
/// and multiplied with the weight.
/// </summary>
public static class ConvolutionOp
{
    /// <summary>The cross-correlation of input and weight [+ bias], as every framework calls a convolution.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, inputs).</param>
    /// <param name="weight">(size, size, inputs, outputs).</param>
    /// <param name="bias">(1, 1, 1, outputs), or none.</param>
    /// <param name="stride">Pixels between windows; at least 1.</param>
    /// <param name="padding">Zeros around the picture; at least 0.</param>
    /// <returns>(N, (H + 2 padding - size) / stride + 1, the same of W, outputs).</returns>
    /// <exception cref="ArgumentException">
    /// The weight does not fit, or the window is larger than the picture.
    /// </exception>
    public static Tensor Convolution(
        this Tape tape, Tensor input, Tensor weight, Tensor? bias, int stride, int padding)
    {
        var shape = input.Shape;
        if (weight.Shape.Batch != weight.Shape.Height || weight.Shape.Width != shape.Channels)
        {
            throw new ArgumentException(
                $"Convolution: input {shape} needs a weight (size, size, {shape.Channels}, outputs), found {weight.Shape}.");
        }

        var geometry = new PatchGeometry(shape.Height, shape.Width, shape.Channels, weight.Shape.Batch, stride, padding);
        if (geometry.OutputHeight < 1 || geometry.OutputWidth < 1)
        {
            throw new ArgumentException($"Convolution: the window {weight.Shape} is larger than the input {shape}.");
        }

        var outputs = weight.Shape.Channels;
        input = tape.Stored(input);
        var output = tape.Rent(
            new Shape(shape.Batch, geometry.OutputHeight, geometry.OutputWidth, outputs), requiresGradient: true);
        var packed = tape.Pool.Rent(Shape.Vector(MatrixProduct.PackedLength(geometry.PatchLength, outputs)));
        MatrixProduct.Pack(weight.Values, outputs, 1, geometry.PatchLength, outputs, packed.Values);
        tape.Workers.For(shape.Batch, picture =>
        {
            if (bias is not null)
            {
                Rows.Fill(bias.Values, output.Picture(picture));
            }

            foreach (var band in new PatchBands(tape.Pool, geometry))
            {
                Patches.Gather(geometry, input.Picture(picture), band.From, band.To, band.Patches);
                MatrixProduct.Multiply(
                    band.Patches, geometry.PatchLength, 1, packed.Values, band.Of(output, picture),
                    band.Pixels, geometry.PatchLength, outputs, bias is not null);
            }
        });
        tape.Pool.Return(packed);
        tape.DenseMultiplyAdds += (long)output.Shape.Pixels * weight.Shape.Count;
        tape.Record(new Entry(input, weight, bias, output, geometry));
        return output;
    }

    private sealed class Entry(Tensor input, Tensor weight, Tensor? bias, Tensor output, PatchGeometry geometry)
        : TapeEntry(output)
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
                AddInputGradient(tape, dOutput);
            }
        }

        /// <summary>dWeight += patchesᵀ x dOutput.</summary>
        private void AddWeightGradient(Tape tape, Tensor dOutput)
        {
            var outputs = weight.Shape.Channels;
            var packedLength = MatrixProduct.PackedLength(geometry.BandRows * geometry.OutputWidth, outputs);
            WeightGradient.Add(tape, weight, input.Shape.Batch, (picture, sum) =>
            {
                var packed = tape.Pool.Rent(Shape.Vector(packedLength));
                foreach (var band in new PatchBands(tape.Pool, geometry))
                {
                    Patches.Gather(geometry, input.Picture(picture), band.From, band.To, band.Patches);
                    MatrixProduct.MultiplyOnce(
                        band.Patches, 1, geometry.PatchLength, band.Of(dOutput, picture), packed.Values, sum,
                        geometry.PatchLength, band.Pixels, outputs);
                }

                tape.Pool.Return(packed);
            });
        }

        /// <summary>dInput += the windows of dOutput x weightᵀ, each added where it was taken from.</summary>
        private void AddInputGradient(Tape tape, Tensor dOutput)
        {
            var outputs = weight.Shape.Channels;
            var dInput = tape.GradientOf(input, out var accumulate);
            var packed = tape.Pool.Rent(Shape.Vector(MatrixProduct.PackedLength(outputs, geometry.PatchLength)));
            MatrixProduct.Pack(weight.Values, 1, outputs, outputs, geometry.PatchLength, packed.Values);
            tape.Workers.For(input.Shape.Batch, picture =>
            {
                if (!accumulate)
                {
                    dInput.Picture(picture).Clear();
                }

                foreach (var band in new PatchBands(tape.Pool, geometry))
                {
                    MatrixProduct.Multiply(
                        band.Of(dOutput, picture), outputs, 1, packed.Values, band.Patches,
                        band.Pixels, outputs, geometry.PatchLength, false);
                    Patches.Scatter(geometry, band.Patches, band.From, band.To, dInput.Picture(picture));
                }
            });
            tape.Pool.Return(packed);
        }
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>Group normalisation (Wu and He, ECCV 2018), by the rules of PyTorch: examples do not mix.</summary>
public static class GroupNormOp
{
    private const double Epsilon = 1e-5;

    /// <summary>
    /// (x - mean) / sqrt(variance + 1e-5) scale + shift, where <paramref name="relu"/> at least 0; mean and biased
    /// variance are those of one example and one group of neighbouring channels.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <param name="scale">(1, 1, 1, C).</param>
    /// <param name="shift">(1, 1, 1, C).</param>
    /// <param name="groups">Groups of equal size, at least 1; they divide C.</param>
    /// <param name="relu">Whether max(., 0) of the result is taken.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentException">
    /// A vector has another length than C, or the groups do not divide C.
    /// </exception>
    public static Tensor GroupNorm(
        this Tape tape, Tensor input, Tensor scale, Tensor shift, int groups, bool relu)
    {
        Check(input.Shape, scale, shift, groups);
        input = tape.Stored(input);
        var shape = input.Shape;
        var output = tape.Rent(
            shape, input.RequiresGradient || scale.RequiresGradient || shift.RequiresGradient);

        // A row of mean, factor and shift for each example, as a reader of a batch norm has one for all.
        var rows = tape.Rent(new Shape(shape.Batch, 1, 3, shape.Channels));
        var inverse = tape.Rent(new Shape(shape.Batch, 1, 1, groups));
        var sums = tape.Pool.Rent(new Shape(shape.Batch, 1, 2, shape.Channels));
        tape.Workers.For(
            shape.Batch, (input, scale, shift, rows, inverse, sums, output, relu), static (example, all) =>
            {
                var channels = all.input.Shape.Channels;
                var own = all.rows.Picture(example);
                Span<float> x = all.input.Picture(example), parts = all.sums.Picture(example);
                BatchNormForward.Sums(x, x[..channels], parts);
                GroupMoments.Forward(
                    parts, x[..channels], x.Length / channels, all.scale.Values, Epsilon, own[..channels],
                    own.Slice(channels, channels), all.inverse.Picture(example));
                all.shift.Values.CopyTo(own[(2 * channels)..]);
                ChannelCopy.Run(
                    x, Read(own, channels, all.relu), all.output.Picture(example), channels, accumulate: false);
            });
        tape.Pool.Return(sums);
        tape.Trace?.Add(new OpCall.GroupNorm(input, scale, shift, groups, Epsilon, relu, output));
        tape.Record(new Entry(input, scale, shift, rows, inverse, relu, output));
        return output;
    }

    private static Reading Read(ReadOnlySpan<float> rows, int channels, bool relu) => new()
    {
        Mean = rows[..channels],
        Factor = rows.Slice(channels, channels),
        Shift = rows[(2 * channels)..],
        Relu = relu,
    };

    private static void Check(Shape input, Tensor scale, Tensor shift, int groups)
    {
        foreach (var vector in (ReadOnlySpan<Tensor>)[scale, shift])
        {
            if (vector.Shape != Shape.Vector(input.Channels))
            {
                throw new ArgumentException(
                    $"GroupNorm: input is {input}, so every vector must be {Shape.Vector(input.Channels)}, "
                    + $"found {vector.Shape}.");
            }
        }

        if (groups < 1 || input.Channels % groups != 0)
        {
            throw new ArgumentException(
                $"GroupNorm: the number of groups must divide the channels of {input}, found {groups}.");
        }
    }

    private sealed class Entry(
        Tensor input, Tensor scale, Tensor shift, Tensor rows, Tensor inverse, bool relu, Tensor output)
        : TapeEntry(output)
    {
        /// <summary>dx takes over the memory of dy where nothing has arrived at the input.</summary>
        internal override void Backward(Tape tape)
        {
            var shape = input.Shape;
            var dOutput = Output.Gradient!;
            var sums = tape.Pool.Rent(new Shape(shape.Batch, 1, 2, shape.Channels));
            var terms = tape.Pool.Rent(new Shape(shape.Batch, 1, 2, shape.Channels));
            tape.Workers.For(
                shape.Batch, (input, dOutput, scale, rows, inverse, relu, sums, terms), static (example, all) =>
                {
                    var channels = all.input.Shape.Channels;
                    var x = all.input.Picture(example);
                    BatchNormBackward.Sums(
                        x, all.dOutput.Picture(example), Read(all.rows.Picture(example), channels, all.relu),
                        all.sums.Picture(example));
                    GroupMoments.Backward(
                        all.sums.Picture(example), x.Length / channels, all.scale.Values,
                        all.inverse.Picture(example), all.terms.Picture(example));
                });
            Receive(tape, shift, sums, row: 0);
            Receive(tape, scale, sums, row: 1);
            if (input.RequiresGradient)
            {
                var dInput = Tape.HandOn(Output, input, out var accumulate);
                tape.Workers.For(
                    shape.Batch, (input, dOutput, rows, relu, terms, dInput, accumulate), static (example, all) =>
                    {
                        var channels = all.input.Shape.Channels;
                        var own = all.terms.Picture(example);
                        BatchNormBackward.Input(
                            all.input.Picture(example), all.dOutput.Picture(example),
                            Read(all.rows.Picture(example), channels, all.relu), own[..channels], own[channels..],
                            all.dInput.Picture(example), all.accumulate);
                    });
            }

            tape.Pool.Return(sums);
            tape.Pool.Return(terms);
        }

        /// <summary>Adds one row of every example's sums, in the order of the examples.</summary>
        private static void Receive(Tape tape, Tensor parameter, Tensor sums, int row)
        {
            if (!parameter.RequiresGradient)
            {
                return;
            }

            var target = tape.GradientOf(parameter, out var accumulate);
            for (var example = 0; example < sums.Shape.Batch; example++)
            {
                Reduction.Sum(
                    sums.Pixels((2 * example) + row, 1), target.Values, accumulate || example > 0);
            }
        }
    }
}

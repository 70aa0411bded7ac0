using System.Collections.Concurrent;
using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>Bilinear resizing, corners not aligned: PyTorch's default.</summary>
public static class UpsampleBilinearOp
{
    /// <summary>Taps by source and target size: a model asks for few sizes, and for each again and again.</summary>
    private static readonly ConcurrentDictionary<(int Source, int Target), BilinearTap[]> _taps = new();

    /// <summary>Resizes every picture to <paramref name="height"/> x <paramref name="width"/>.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, h, w, C).</param>
    /// <param name="height">H, in pixels; at least 1.</param>
    /// <param name="width">W, in pixels; at least 1.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height or the width is less than 1.</exception>
    public static Tensor UpsampleBilinear(this Tape tape, Tensor input, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var shape = input.Shape;
        var rows = Taps(shape.Height, height);
        var columns = Taps(shape.Width, width);
        input = tape.Stored(input);
        var output = tape.Rent(shape with { Height = height, Width = width }, input.RequiresGradient);
        var shares = Shares.OfPicture(shape.Batch);
        tape.Workers.For(
            shape.Batch * shares, (input, output, rows, columns, shares), static (piece, all) =>
            {
                var (picture, share) = Math.DivRem(piece, all.shares);
                var (first, count) = Shares.Part(all.rows.Length, share, all.shares);
                var width = all.columns.Length;
                Bilinear.Forward(
                    all.input.Picture(picture),
                    all.output.Pixels((picture * all.rows.Length + first) * width, count * width),
                    all.input.Shape.Width, all.input.Shape.Channels, all.rows.AsSpan(first, count), all.columns);
            });
        tape.Trace?.Add(new OpCall.UpsampleBilinear(input, output));
        tape.Record(new Entry(input, rows, columns, output));
        return output;
    }

    private static BilinearTap[] Taps(int source, int target) =>
        _taps.GetOrAdd((source, target), static sizes => BilinearTap.Between(sizes.Source, sizes.Target));

    private sealed class Entry(Tensor input, BilinearTap[] rows, BilinearTap[] columns, Tensor output)
        : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dInput = tape.GradientOf(input, out var accumulate);
            tape.Workers.For(input.Shape.Batch, picture => Bilinear.Backward(
                Output.Gradient!.Picture(picture), dInput.Picture(picture), input.Shape.Width, input.Shape.Channels,
                rows, columns, accumulate));
        }
    }
}

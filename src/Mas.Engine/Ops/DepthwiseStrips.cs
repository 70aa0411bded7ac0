using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Shares a depthwise convolution out to threads, with memory to work in: a picture at a time, and of few pictures a
/// share of the rows or of the channels of each. Neither changes a bit: channels do not mix, and rows are cut only
/// where nothing is added up over them.
/// </summary>
internal static class DepthwiseStrips
{
    /// <summary>Rows of a strip that make up for those it reads beyond its own.</summary>
    private const int FewestRows = 8;

    /// <summary>Floats of a cache line: where strips may end.</summary>
    private const int Line = 16;

    /// <summary>
    /// Does a strip of input <paramref name="input"/> of one picture, from its channel <paramref name="from"/> on;
    /// among the channels of the output that is channel <paramref name="to"/>. With its state it can be a static
    /// lambda.
    /// </summary>
    internal delegate void Body<TState>(
        TState state, DepthwiseStrip strip, int input, int picture, int from, int to, Span<float> scratch);

    /// <summary>
    /// Runs <paramref name="body"/> for all strips of all pictures, those of a picture one after the other.
    /// </summary>
    /// <param name="tape">Lends the memory and the threads.</param>
    /// <param name="inputs">What is convolved as one, their channels in this order.</param>
    /// <param name="output">(N, H, W, C), C the channels of all inputs.</param>
    /// <param name="size">k.</param>
    /// <param name="byRows">Whether a picture may be cut between rows: strips of few channels are slower.</param>
    /// <param name="state">What the body is given.</param>
    /// <param name="body">What to do.</param>
    internal static void For<TState>(
        Tape tape, Tensor[] inputs, Shape output, int size, bool byRows, TState state, Body<TState> body)
    {
        var shares = Shares.OfPicture(output.Batch);
        byRows &= output.Height >= shares * FewestRows;
        var scratchShape = Shape.Vector(DepthwiseStrip.ScratchLength(output.Width, output.Channels, size));
        tape.Pool.Count(scratchShape);
        tape.Workers.For(
            output.Batch * shares, (tape, inputs, output, size, byRows, shares, scratchShape, state, body),
            static (piece, all) =>
            {
                var (tape, inputs, output, size, byRows, shares, scratchShape, state, body) = all;
                var (picture, share) = Math.DivRem(piece, shares);
                var (firstRow, rows) = byRows ? Shares.Part(output.Height, share, shares) : (0, output.Height);
                var scratch = tape.Pool.Rent(scratchShape);
                var offset = 0;
                for (var input = 0; input < inputs.Length; input++)
                {
                    var channels = inputs[input].Shape.Channels;
                    var from = byRows ? 0 : End(channels, share, shares);
                    var count = (byRows ? channels : End(channels, share + 1, shares)) - from;
                    if (count > 0)
                    {
                        var strip = new DepthwiseStrip(
                            output.Height, firstRow, firstRow + rows, output.Width, size, count, channels,
                            output.Channels);
                        body(state, strip, input, picture, from, offset + from, scratch.Values);
                    }

                    offset += channels;
                }

                tape.Pool.Return(scratch);
            });
    }

    /// <summary>
    /// Where the first <paramref name="share"/> of <paramref name="shares"/> shares of the channels end.
    /// </summary>
    private static int End(int channels, int share, int shares) =>
        Math.Min(channels, (channels * share / shares + Line - 1) / Line * Line);
}

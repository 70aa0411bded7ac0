using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>Categories as vectors: channels that mark them, times a matrix for each block of such channels.</summary>
public static class EmbedOp
{
    /// <summary>Categories that a piece of the backward pass adds up.</summary>
    private const int BandCategories = 256;

    /// <summary>
    /// Puts, in the place of each block of channels x, the sum of x[k] times the block's vector k. Other channels stay.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C): data, which need no gradient.</param>
    /// <param name="blocks">In the order of their channels; they do not overlap.</param>
    /// <returns>(N, H, W, C + the widths of the blocks - their categories).</returns>
    /// <exception cref="ArgumentException">A block is outside the input or overlaps, or the input needs a gradient.</exception>
    public static Tensor Embed(this Tape tape, Tensor input, IReadOnlyList<EmbeddedBlock> blocks)
    {
        input = tape.Stored(input);
        Check(input, blocks);
        var channels = input.Shape.Channels;
        foreach (var block in blocks)
        {
            channels += block.Width - block.Categories;
            tape.DenseMultiplyAdds += (long)input.Shape.Pixels * block.Width;
        }

        var output = tape.Rent(input.Shape with { Channels = channels }, requiresGradient: true);
        PixelChunks.For(
            tape.Workers, input.Shape, (input, blocks, output), static (_, first, count, work) => Forward(
                work.input.Pixels(first, count), work.input.Shape.Channels, work.blocks,
                work.output.Pixels(first, count), work.output.Shape.Channels, count));
        tape.Trace?.Add(new OpCall.Embed(input, blocks, output));
        tape.Record(new Entry(input, blocks, output));
        return output;
    }

    private static void Check(Tensor input, IReadOnlyList<EmbeddedBlock> blocks)
    {
        var end = 0;
        foreach (var block in blocks)
        {
            if (block.First < end || block.End > input.Shape.Channels || block.Vectors.Shape is not { Batch: 1, Height: 1 })
            {
                throw new ArgumentException(
                    $"Embed: vectors {block.Vectors.Shape} from channel {block.First} on; the input {input.Shape} has "
                    + $"channels from {end} on for vectors (1, 1, categories, width).", nameof(blocks));
            }

            end = block.End;
        }

        if (input.RequiresGradient)
        {
            throw new ArgumentException(
                $"Embed: the input {input.Shape} needs a gradient; expected data, which need none.", nameof(input));
        }
    }

    private static void Forward(
        ReadOnlySpan<float> input, int channels, IReadOnlyList<EmbeddedBlock> blocks, Span<float> output, int made,
        int pixels)
    {
        var (from, to) = (0, 0);
        foreach (var block in blocks)
        {
            Copy(input, output, block.First - from);
            to += block.First - from;
            Embedding.Forward(
                input[block.First..], channels, block.Vectors.Values, output[to..], made, pixels, block.Width);
            (from, to) = (block.End, to + block.Width);
        }

        Copy(input, output, channels - from);

        void Copy(ReadOnlySpan<float> source, Span<float> target, int count)
        {
            if (count > 0)
            {
                ChannelCopy.Run(source[from..], channels, default, target[to..], made, pixels, count, accumulate: false);
            }
        }
    }

    private sealed class Entry(Tensor input, IReadOnlyList<EmbeddedBlock> blocks, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var (from, to) = (0, 0);
            foreach (var block in blocks)
            {
                to += block.First - from;
                if (block.Vectors.RequiresGradient)
                {
                    var dVectors = tape.GradientOf(block.Vectors, out var accumulate);
                    if (!accumulate)
                    {
                        dVectors.Values.Clear();
                    }

                    tape.Workers.For(
                        (block.Categories + BandCategories - 1) / BandCategories,
                        new Work(input, block, Output.Gradient!, to, dVectors), static (band, work) => work.Run(band));
                }

                (from, to) = (block.End, to + block.Width);
            }
        }
    }

    /// <summary>The gradient of a block's vectors, in pieces of categories: each sees all rows, in their order.</summary>
    private readonly record struct Work(
        Tensor Input, EmbeddedBlock Block, Tensor DOutput, int Place, Tensor DVectors)
    {
        internal void Run(int band)
        {
            var first = band * BandCategories;
            var count = Math.Min(BandCategories, Block.Categories - first);
            Embedding.Backward(
                Input.Values[(Block.First + first)..], Input.Shape.Channels, DOutput.Values[Place..],
                DOutput.Shape.Channels, DVectors.Values.Slice(first * Block.Width, count * Block.Width),
                Input.Shape.Pixels, Block.Width);
        }
    }
}

using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The pass that moves one tensor into another of its shape.</summary>
internal static class CopyPass
{
    /// <summary>target = [target +] what <paramref name="source"/> reads as. Overwrites or accumulates.</summary>
    internal static void Copy(this Tape tape, Tensor source, Tensor target, bool accumulate) => PixelChunks.For(
        tape.Workers, target.Shape, (source, target, accumulate), static (_, first, count, all) => ChannelCopy.Run(
            all.source.Elements().Pixels(first, count), all.source.Reading(), all.target.Pixels(first, count),
            all.target.Shape.Channels, all.accumulate));
}

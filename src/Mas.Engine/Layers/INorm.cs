using Mas.Engine.Autograd;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// A layer that normalises what it is given, channel by channel or in groups of channels, and rectifies the result
/// where it was made to.
/// </summary>
public interface INorm
{
    /// <summary>(N, H, W, C) to (N, H, W, C).</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">What to normalise.</param>
    Tensor Forward(Tape tape, Tensor input);
}

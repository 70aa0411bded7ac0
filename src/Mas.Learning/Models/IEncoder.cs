using Mas.Engine.Autograd;
using Mas.Engine.Tensors;

namespace Mas.Learning.Models;

/// <summary>The shared part of a multi-task model: from a picture to features at a sixteenth of its size.</summary>
public interface IEncoder
{
    /// <summary>Channels of the features.</summary>
    int Features { get; }

    /// <summary>(N, H, W, 3) to (N, H / 16, W / 16, <see cref="Features"/>).</summary>
    Tensor Forward(Tape tape, Tensor pictures);
}

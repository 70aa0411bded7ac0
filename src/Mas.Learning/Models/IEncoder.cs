using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Learning.Models;

/// <summary>
/// The shared part of a multi-task model: from a picture to features at a sixteenth of its size. Nearly all of the work
/// is in the trunk; the neck brings what it sees to the width decoders read.
/// </summary>
public interface IEncoder
{
    /// <summary>Channels of the features.</summary>
    int Features { get; }

    /// <summary>The weights of the last layer all tasks share, a part of the neck.</summary>
    Parameter LastShared { get; }

    /// <summary>(N, H, W, 3) to (N, H / 16, W / 16, <see cref="Features"/>).</summary>
    Tensor Forward(Tape tape, Tensor pictures) => Neck(tape, Trunk(tape, pictures));

    /// <summary>The first part: (N, H, W, 3) to (N, H / 16, W / 16, whatever the encoder has there).</summary>
    Tensor Trunk(Tape tape, Tensor pictures);

    /// <summary>The second part: what the trunk gave to the features.</summary>
    Tensor Neck(Tape tape, Tensor trunk);
}

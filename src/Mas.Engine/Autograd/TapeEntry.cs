using Mas.Engine.Tensors;

namespace Mas.Engine.Autograd;

/// <summary>
/// What an op leaves on the tape: its output, and how a gradient of the output becomes gradients of its inputs. Holds
/// the tensors the backward pass reads.
/// </summary>
/// <param name="output">The tensor the op made.</param>
internal abstract class TapeEntry(Tensor output)
{
    internal Tensor Output { get; } = output;

    /// <summary>Adds to the gradients of the inputs; the output's gradient is there.</summary>
    internal abstract void Backward(Tape tape);
}

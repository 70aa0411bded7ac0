using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>
/// The shared part of a multi-task model: from the input of an example to the features that every head reads.
/// </summary>
/// <remarks>
/// An encoder of one piece implements <see cref="Forward"/> alone. One whose last layers are a small part of its work
/// splits into a trunk and a neck, so that a rule that goes back to <see cref="LastShared"/> once per task goes through
/// the neck alone.
/// </remarks>
public interface IEncoder
{
    /// <summary>
    /// The shape of the features: of pictures a map, such as a sixteenth of their height and width; of rows a row.
    /// </summary>
    FieldShape Features { get; }

    /// <summary>The weights of the last layer all tasks share, a part of the neck.</summary>
    Parameter LastShared { get; }

    /// <summary>(N, H, W, C) of the input to N features.</summary>
    Tensor Forward(Tape tape, Tensor input);

    /// <summary>The first part of <see cref="Forward"/>. Default: none.</summary>
    Tensor Trunk(Tape tape, Tensor input) => input;

    /// <summary>The second part of <see cref="Forward"/>, from what the trunk gave. Default: all of it.</summary>
    Tensor Neck(Tape tape, Tensor trunk) => Forward(tape, trunk);
}

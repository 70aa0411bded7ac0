using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>A task's own part of a multi-task model: from the shared features to the task's output.</summary>
public interface IHead
{
    /// <summary>The shape of the output: of a dense head a map, else a row.</summary>
    FieldShape Output { get; }

    /// <summary>N features to N outputs.</summary>
    Tensor Forward(Tape tape, Tensor features);
}

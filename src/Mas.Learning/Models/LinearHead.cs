using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>
/// A linear layer: a number or a logit for each output. Of a map of features it reads the mean over all positions.
/// </summary>
public sealed class LinearHead : IHead
{
    private readonly Linear _layer;
    private readonly bool _pools;

    /// <summary>Declares the head's parameters.</summary>
    /// <param name="scope">The head's branch of the model tree.</param>
    /// <param name="features">The shape of the features.</param>
    /// <param name="outputs">Channels of the output.</param>
    public LinearHead(ParameterScope scope, FieldShape features, int outputs)
    {
        (_pools, Output) = (!features.IsFlat, FieldShape.Flat(outputs));
        _layer = new Linear(scope.Child("layer"), features.Channels, outputs);
    }

    /// <inheritdoc/>
    public FieldShape Output { get; }

    /// <inheritdoc/>
    public Tensor Forward(Tape tape, Tensor features) =>
        _layer.Forward(tape, _pools ? tape.GlobalAveragePool(features) : features);
}

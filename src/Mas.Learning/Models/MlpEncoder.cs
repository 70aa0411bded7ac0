using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>A multilayer perceptron for rows of numbers: linear layers of equal width, each rectified.</summary>
public sealed class MlpEncoder : IEncoder
{
    private const int Layers = 3;

    private readonly Linear[] _layers;

    /// <summary>Declares the encoder's parameters.</summary>
    /// <param name="scope">The encoder's branch of the model tree.</param>
    /// <param name="input">The shape of a row: (1, 1, columns).</param>
    /// <param name="width">Outputs of each layer, at least 1.</param>
    public MlpEncoder(ParameterScope scope, FieldShape input, int width)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Features = FieldShape.Flat(width);
        _layers =
        [
            .. Enumerable.Range(0, Layers).Select(layer =>
                new Linear(scope.Child($"layer{layer + 1}"), layer == 0 ? input.Channels : width, width)),
        ];
    }

    /// <inheritdoc/>
    public FieldShape Features { get; }

    /// <inheritdoc/>
    public Parameter LastShared => _layers[^1].Weight;

    /// <inheritdoc/>
    public Tensor Forward(Tape tape, Tensor input) => Neck(tape, Trunk(tape, input));

    /// <inheritdoc/>
    public Tensor Trunk(Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        foreach (var layer in _layers.AsSpan(..^1))
        {
            input = tape.Relu(layer.Forward(tape, input));
        }

        return input;
    }

    /// <inheritdoc/>
    public Tensor Neck(Tape tape, Tensor trunk)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Relu(_layers[^1].Forward(tape, trunk));
    }
}

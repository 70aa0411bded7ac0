using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;

namespace Mas.Learning.Models;

/// <summary>
/// A multilayer perceptron for rows of numbers: two linear layers of equal width, each rectified. A linear layer is a
/// 1x1 convolution, as a row is a picture of one pixel.
/// </summary>
public sealed class MlpEncoder : IEncoder
{
    private readonly Convolution _first;
    private readonly Convolution _second;

    /// <summary>Declares the encoder's parameters.</summary>
    /// <param name="scope">The encoder's branch of the model tree.</param>
    /// <param name="input">The shape of a row: (1, 1, columns).</param>
    /// <param name="width">Outputs of each layer.</param>
    public MlpEncoder(ParameterScope scope, FieldShape input, int width = 64)
    {
        Features = FieldShape.Flat(width);
        _first = new Convolution(scope.Child("layer1"), input.Channels, width, size: 1, bias: true);
        _second = new Convolution(scope.Child("layer2"), width, width, size: 1, bias: true);
    }

    /// <inheritdoc/>
    public FieldShape Features { get; }

    /// <inheritdoc/>
    public Parameter LastShared => _second.Weight;

    /// <inheritdoc/>
    public Tensor Forward(Tape tape, Tensor input) => Neck(tape, Trunk(tape, input));

    /// <inheritdoc/>
    public Tensor Trunk(Tape tape, Tensor input) => tape.Relu(_first.Forward(tape, input));

    /// <inheritdoc/>
    public Tensor Neck(Tape tape, Tensor trunk) => tape.Relu(_second.Forward(tape, trunk));
}

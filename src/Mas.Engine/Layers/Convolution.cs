using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// A dense convolution: weight ~ N(0, 2 / (size x size x outputs)), bias uniform by fan in where there is one.
/// </summary>
public sealed class Convolution
{
    private readonly Parameter? _bias;
    private readonly int _size;
    private readonly int _stride;
    private readonly int _padding;

    /// <summary>
    /// Declares the parameters <c>weight</c> (size, size, inputs, outputs) and <c>bias</c> (outputs).
    /// </summary>
    /// <param name="scope">The layer's branch of the model tree.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="size">Height and width of the window.</param>
    /// <param name="stride">Pixels between windows.</param>
    /// <param name="padding">Zeros around the picture.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public Convolution(
        ParameterScope scope, int inputs, int outputs, int size, int stride = 1, int padding = 0, bool bias = false)
    {
        (_size, _stride, _padding) = (size, stride, padding);
        Weight = size == 1
            ? scope.Weight("weight", new Shape(1, 1, inputs, outputs), Initialisations.HeNormal(outputs))
            : scope.Weight(
                "weight", new Shape(size, size, inputs, outputs), Initialisations.HeNormal(size * size * outputs));
        _bias = bias
            ? scope.Weight("bias", Shape.Vector(outputs), Initialisations.Uniform(size * size * inputs))
            : null;
    }

    /// <summary>The weights.</summary>
    public Parameter Weight { get; }

    /// <summary>(N, H, W, inputs) to (N, H', W', outputs), see <see cref="ConvolutionOp"/>.</summary>
    public Tensor Forward(Tape tape, Tensor input) => _size == 1 && _stride == 1 && _padding == 0
        ? tape.Pointwise(input, Weight.Tensor, _bias?.Tensor)
        : tape.Convolution(input, Weight.Tensor, _bias?.Tensor, _stride, _padding);
}

using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// A transposed convolution 2x2 with stride 2 and bias; weight and bias uniform by PyTorch's fan in, outputs x 2 x 2.
/// </summary>
public sealed class TransposedConvolution
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Declares <c>weight</c> (inputs, 2, 2, outputs) and <c>bias</c> (outputs).</summary>
    /// <param name="scope">The layer's branch of the model tree.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    public TransposedConvolution(ParameterScope scope, int inputs, int outputs)
    {
        _weight = scope.Weight("weight", new Shape(inputs, 2, 2, outputs), Initialisations.Uniform(4 * outputs));
        _bias = scope.Weight("bias", Shape.Vector(outputs), Initialisations.Uniform(4 * outputs));
    }

    /// <summary>(N, H, W, inputs) to (N, 2H, 2W, outputs).</summary>
    public Tensor Forward(Tape tape, Tensor input) => tape.TransposedConvolution(input, _weight.Tensor, _bias.Tensor);
}

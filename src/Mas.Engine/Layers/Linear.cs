using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// A fully connected layer, at every position alike: weight and bias uniform by fan in, as PyTorch's <c>nn.Linear</c>.
/// </summary>
public sealed class Linear
{
    private readonly Parameter _bias;

    /// <summary>Declares the parameters <c>weight</c> (1, 1, inputs, outputs) and <c>bias</c> (outputs).</summary>
    /// <param name="scope">The layer's branch of the model tree.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    public Linear(ParameterScope scope, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Weight = scope.Weight("weight", new Shape(1, 1, inputs, outputs), Initialisations.Uniform(inputs));
        _bias = scope.Weight("bias", Shape.Vector(outputs), Initialisations.Uniform(inputs));
    }

    /// <summary>The weights.</summary>
    public Parameter Weight { get; }

    /// <summary>(N, H, W, inputs) to (N, H, W, outputs), see <see cref="PointwiseOp"/>.</summary>
    public Tensor Forward(Tape tape, Tensor input) => tape.Pointwise(input, Weight.Tensor, _bias.Tensor);
}

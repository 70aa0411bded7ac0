using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// A depthwise convolution and a pointwise one with nothing between them (Chollet, CVPR 2017), same padding, stride 1;
/// the rectifier that often stands before it is part of the layer, so that its result need not be stored.
/// </summary>
public sealed class SeparableConvolution
{
    private readonly Parameter _depthwise;
    private readonly bool _relu;

    /// <summary>
    /// Declares <c>depthwise.weight</c> (size, size, 1, inputs) and <c>pointwise.weight</c> (1, 1, inputs, outputs).
    /// </summary>
    /// <param name="scope">The layer's branch of the model tree.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="size">Height and width of the depthwise window; odd.</param>
    /// <param name="relu">Whether negative inputs count as zero.</param>
    public SeparableConvolution(ParameterScope scope, int inputs, int outputs, int size, bool relu)
    {
        _depthwise = scope.Child("depthwise").Weight(
            "weight", new Shape(size, size, 1, inputs), Initialisations.HeNormal(size * size * inputs));
        Pointwise = scope.Child("pointwise").Weight(
            "weight", new Shape(1, 1, inputs, outputs), Initialisations.HeNormal(outputs));
        _relu = relu;
    }

    /// <summary>The weights of the pointwise convolution, the layer's last.</summary>
    public Parameter Pointwise { get; }

    /// <summary>(N, H, W, inputs) to (N, H, W, outputs).</summary>
    public Tensor Forward(Tape tape, Tensor input) =>
        tape.Pointwise(tape.DepthwiseConvolution(input, _depthwise.Tensor, _relu), Pointwise.Tensor);

    /// <summary>The same of two pictures whose channels follow each other; they are never joined.</summary>
    public Tensor Forward(Tape tape, Tensor a, Tensor b) =>
        tape.Pointwise(tape.DepthwiseConvolution(a, b, _depthwise.Tensor, _relu), Pointwise.Tensor);
}

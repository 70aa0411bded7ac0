using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Vision.Models;

/// <summary>
/// From the shared features of a picture back to a map of its size, by four doublings, and alongside them a side path that enlarges a narrow view of the features in one go (Standley et al.).
/// </summary>
public sealed class DenseHead : IHead
{
    private const int Doublings = 4;

    private readonly SeparableConvolution _side;
    private readonly INorm _sideNorm;
    private readonly SeparableConvolution[] _separables;
    private readonly INorm[] _separableNorms;
    private readonly TransposedConvolution[] _ups;
    private readonly INorm[] _upNorms;
    private readonly SeparableConvolution _output;

    /// <summary>Declares the head's parameters.</summary>
    /// <param name="scope">The head's branch of the model tree.</param>
    /// <param name="features">The shape of the shared features.</param>
    /// <param name="outputs">Channels of the map.</param>
    /// <param name="options">Channels between.</param>
    /// <param name="norm">Makes the norms.</param>
    public DenseHead(
        ParameterScope scope, FieldShape features, int outputs, DenseHeadOptions options, NormFactory norm)
    {
        Output = new FieldShape(features.Height << Doublings, features.Width << Doublings, outputs);
        var (wide, middle, narrow) = (options.Wide, options.Middle, options.Narrow);
        _side = new SeparableConvolution(scope.Child("side"), features.Channels, options.Side, size: 3, relu: false);
        _sideNorm = norm(scope.Child("side").Child("norm"), options.Side, relu: false);

        // Before each doubling a separable convolution; its window, its channels, and those after the doubling.
        (int Size, int Inputs, int Outputs, int Doubled)[] steps =
        [
            (3, features.Channels, wide, wide),
            (3, wide, middle, middle),
            (5, middle, middle, narrow),
            (5, narrow, narrow, narrow),
        ];
        _separables = new SeparableConvolution[Doublings];
        _separableNorms = new INorm[Doublings];
        _ups = new TransposedConvolution[Doublings];
        _upNorms = new INorm[Doublings];
        for (var index = 0; index < Doublings; index++)
        {
            var step = steps[index];
            var number = index + 1;

            // No rectifier before the first (the features are rectified), after the first, or before the two paths
            // meet.
            _separables[index] = new(
                scope.Child($"separable{number}"), step.Inputs, step.Outputs, step.Size, relu: false);
            _separableNorms[index] = norm(scope.Child($"norm{number}"), step.Outputs, relu: index > 0);
            _ups[index] = new(scope.Child($"up{number}"), step.Outputs, step.Doubled);
            _upNorms[index] = norm(scope.Child($"up{number}").Child("norm"), step.Doubled, relu: index < Doublings - 1);
        }

        _output = new SeparableConvolution(scope.Child("output"), narrow + options.Side, outputs, size: 5, relu: true);
    }

    /// <inheritdoc/>
    public FieldShape Output { get; }

    /// <summary>(N, h, w, features) to (N, 16 h, 16 w, outputs).</summary>
    public Tensor Forward(Tape tape, Tensor features)
    {
        var main = features;
        for (var index = 0; index < Doublings; index++)
        {
            main = _separableNorms[index].Forward(tape, _separables[index].Forward(tape, main));
            main = _upNorms[index].Forward(tape, _ups[index].Forward(tape, main));
        }

        var side = _sideNorm.Forward(tape, _side.Forward(tape, features));
        side = tape.UpsampleBilinear(side, main.Shape.Height, main.Shape.Width);
        return _output.Forward(tape, main, side);
    }
}

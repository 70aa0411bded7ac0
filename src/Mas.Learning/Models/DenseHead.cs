using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Learning.Models;

/// <summary>
/// One task's part of a multi-task model: from the shared features back to a map of the picture's size, by four
/// doublings, and beside them a side path that enlarges a narrow view of the features in one go (Standley et al.).
/// </summary>
public sealed class Decoder
{
    private const int Doublings = 4;

    private readonly SeparableConvolution _side;
    private readonly BatchNorm _sideNorm;
    private readonly SeparableConvolution[] _separables;
    private readonly BatchNorm[] _separableNorms;
    private readonly TransposedConvolution[] _ups;
    private readonly BatchNorm[] _upNorms;
    private readonly SeparableConvolution _output;

    /// <summary>Declares the decoder's parameters.</summary>
    /// <param name="scope">The decoder's branch of the model tree.</param>
    /// <param name="features">Channels of the shared features.</param>
    /// <param name="outputs">Channels of the map.</param>
    /// <param name="options">Channels between.</param>
    public Decoder(ParameterScope scope, int features, int outputs, DecoderOptions options)
    {
        var (wide, middle, narrow) = (options.Wide, options.Middle, options.Narrow);
        _side = new SeparableConvolution(scope.Child("side"), features, options.Side, size: 3, relu: false);
        _sideNorm = new BatchNorm(scope.Child("side").Child("norm"), options.Side, relu: false);

        // Before each doubling a separable convolution; its window, its channels, and those after the doubling.
        (int Size, int Inputs, int Outputs, int Doubled)[] steps =
        [
            (3, features, wide, wide),
            (3, wide, middle, middle),
            (5, middle, middle, narrow),
            (5, narrow, narrow, narrow),
        ];
        _separables = new SeparableConvolution[Doublings];
        _separableNorms = new BatchNorm[Doublings];
        _ups = new TransposedConvolution[Doublings];
        _upNorms = new BatchNorm[Doublings];
        for (var index = 0; index < Doublings; index++)
        {
            var step = steps[index];
            var number = index + 1;

            // No rectifier before the first (the features are rectified), after the first, or before the two paths
            // meet.
            _separables[index] = new(
                scope.Child($"separable{number}"), step.Inputs, step.Outputs, step.Size, relu: false);
            _separableNorms[index] = new(scope.Child($"norm{number}"), step.Outputs, relu: index > 0);
            _ups[index] = new(scope.Child($"up{number}"), step.Outputs, step.Doubled);
            _upNorms[index] = new(scope.Child($"up{number}").Child("norm"), step.Doubled, relu: index < Doublings - 1);
        }

        _output = new SeparableConvolution(scope.Child("output"), narrow + options.Side, outputs, size: 5, relu: true);
    }

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

using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Models;

namespace Mas.Vision.Models;

/// <summary>
/// A residual block: two separable convolutions with batch norms (and, to halve the picture, a dense convolution 2x2),
/// plus a skip path that is the identity or a 1x1 convolution with batch norm where the shape changes.
/// </summary>
internal sealed class XceptionBlock
{
    private readonly SeparableConvolution _separable1;
    private readonly INorm _norm1;
    private readonly SeparableConvolution _separable2;
    private readonly INorm _norm2;
    private readonly Convolution? _halve;
    private readonly Convolution? _skip;
    private readonly INorm? _skipNorm;

    internal XceptionBlock(ParameterScope scope, int inputs, int outputs, bool halve, bool relu, NormFactory norm)
    {
        _separable1 = new SeparableConvolution(scope.Child("separable1"), inputs, outputs, size: 3, relu);
        _norm1 = norm(scope.Child("norm1"), outputs, relu: false);
        _separable2 = new SeparableConvolution(scope.Child("separable2"), outputs, outputs, size: 3, relu: true);
        _norm2 = norm(scope.Child("norm2"), outputs, relu: false);
        if (halve)
        {
            _halve = new Convolution(scope.Child("halve"), outputs, outputs, size: 2, stride: 2, bias: true);
        }

        if (halve || inputs != outputs)
        {
            _skip = new Convolution(scope.Child("skip"), inputs, outputs, size: 1, stride: halve ? 2 : 1);
            _skipNorm = norm(scope.Child("skip").Child("norm"), outputs, relu: false);
        }
    }

    internal Tensor Forward(Tape tape, Tensor input)
    {
        var main = _norm1.Forward(tape, _separable1.Forward(tape, input));
        main = _norm2.Forward(tape, _separable2.Forward(tape, main));
        main = _halve?.Forward(tape, main) ?? main;
        var skip = _skip is null ? input : _skipNorm!.Forward(tape, _skip.Forward(tape, input));
        return tape.Add(main, skip);
    }
}

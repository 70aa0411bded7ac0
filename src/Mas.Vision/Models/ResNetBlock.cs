using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Models;

namespace Mas.Vision.Models;

/// <summary>The basic block of ResNet-18: two 3x3 convolutions with batch norms plus a skip path, rectified.</summary>
internal sealed class ResNetBlock
{
    private readonly Convolution _convolution1;
    private readonly INorm _norm1;
    private readonly Convolution _convolution2;
    private readonly INorm _norm2;
    private readonly Convolution? _skip;
    private readonly INorm? _skipNorm;

    internal ResNetBlock(ParameterScope scope, int inputs, int outputs, int stride, NormFactory norm)
    {
        _convolution1 = new Convolution(scope.Child("conv1"), inputs, outputs, size: 3, stride, padding: 1);
        _norm1 = norm(scope.Child("norm1"), outputs, relu: true);
        _convolution2 = new Convolution(scope.Child("conv2"), outputs, outputs, size: 3, padding: 1);
        _norm2 = norm(scope.Child("norm2"), outputs, relu: false);
        if (stride != 1 || inputs != outputs)
        {
            _skip = new Convolution(scope.Child("skip"), inputs, outputs, size: 1, stride);
            _skipNorm = norm(scope.Child("skip").Child("norm"), outputs, relu: false);
        }
    }

    internal Tensor Forward(Tape tape, Tensor input)
    {
        var main = _norm1.Forward(tape, _convolution1.Forward(tape, input));
        main = _norm2.Forward(tape, _convolution2.Forward(tape, main));
        var skip = _skip is null ? input : _skipNorm!.Forward(tape, _skip.Forward(tape, input));
        return tape.Relu(tape.Add(main, skip));
    }
}

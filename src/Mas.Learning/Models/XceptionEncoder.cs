using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Learning.Models;

/// <summary>
/// The encoder of MAS (ICCV 2023): an Xception cut down by Standley et al. - a stem of two convolutions, three blocks
/// that halve the picture, four that keep it, a neck.
/// </summary>
public sealed class XceptionEncoder : IEncoder
{
    private const int MiddleBlocks = 4;

    private readonly Convolution _convolution1;
    private readonly BatchNorm _norm1;
    private readonly Convolution _convolution2;
    private readonly BatchNorm _norm2;
    private readonly XceptionBlock[] _blocks;
    private readonly SeparableConvolution _neck;
    private readonly BatchNorm _neckNorm;

    /// <summary>Declares the encoder's parameters.</summary>
    public XceptionEncoder(ParameterScope scope, XceptionOptions options)
    {
        Features = options.Features;
        var stem = scope.Child("stem");
        _convolution1 = new Convolution(stem.Child("conv1"), 3, options.Stem1, size: 3, stride: 2, padding: 1);
        _norm1 = new BatchNorm(stem.Child("norm1"), options.Stem1, relu: true);
        _convolution2 = new Convolution(stem.Child("conv2"), options.Stem1, options.Stem2, size: 3, padding: 1);
        _norm2 = new BatchNorm(stem.Child("norm2"), options.Stem2, relu: true);
        _blocks =
        [
            new(scope.Child("block1"), options.Stem2, options.Entry1, halve: true, relu: false),
            new(scope.Child("block2"), options.Entry1, options.Entry2, halve: true, relu: true),
            new(scope.Child("block3"), options.Entry2, options.Middle, halve: true, relu: true),
            .. Enumerable.Range(4, MiddleBlocks).Select(number => new XceptionBlock(
                scope.Child($"block{number}"), options.Middle, options.Middle, halve: false, relu: true)),
        ];
        _neck = new SeparableConvolution(scope.Child("neck"), options.Middle, Features, size: 3, relu: false);
        _neckNorm = new BatchNorm(scope.Child("neck").Child("norm"), Features, relu: true);
    }

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public Parameter LastShared => _neck.Pointwise;

    /// <inheritdoc/>
    public Tensor Trunk(Tape tape, Tensor pictures)
    {
        var x = _norm1.Forward(tape, _convolution1.Forward(tape, pictures));
        x = _norm2.Forward(tape, _convolution2.Forward(tape, x));
        foreach (var block in _blocks)
        {
            x = block.Forward(tape, x);
        }

        return x;
    }

    /// <inheritdoc/>
    public Tensor Neck(Tape tape, Tensor trunk) => _neckNorm.Forward(tape, _neck.Forward(tape, trunk));
}

using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Vision.Models;

/// <summary>
/// The encoder of MAS (ICCV 2023): an Xception cut down by Standley et al. - a stem of two convolutions, three blocks
/// that halve the picture, four that keep it, a neck.
/// </summary>
public sealed class XceptionEncoder : IEncoder
{
    private const int MiddleBlocks = 4;
    private const int Stride = 16;

    private readonly Convolution _convolution1;
    private readonly INorm _norm1;
    private readonly Convolution _convolution2;
    private readonly INorm _norm2;
    private readonly XceptionBlock[] _blocks;
    private readonly SeparableConvolution _neck;
    private readonly INorm _neckNorm;

    /// <summary>Declares the encoder's parameters.</summary>
    /// <param name="scope">The encoder's branch of the model tree.</param>
    /// <param name="input">The shape of the pictures; height and width are multiples of 16.</param>
    /// <param name="options">Channels.</param>
    /// <param name="norm">Makes the norms.</param>
    public XceptionEncoder(ParameterScope scope, FieldShape input, XceptionOptions options, NormFactory norm)
    {
        Features = new FieldShape(input.Height / Stride, input.Width / Stride, options.Features);
        var stem = scope.Child("stem");
        _convolution1 = new Convolution(
            stem.Child("conv1"), input.Channels, options.Stem1, size: 3, stride: 2, padding: 1);
        _norm1 = norm(stem.Child("norm1"), options.Stem1, relu: true);
        _convolution2 = new Convolution(stem.Child("conv2"), options.Stem1, options.Stem2, size: 3, padding: 1);
        _norm2 = norm(stem.Child("norm2"), options.Stem2, relu: true);
        _blocks =
        [
            new(scope.Child("block1"), options.Stem2, options.Entry1, halve: true, relu: false, norm),
            new(scope.Child("block2"), options.Entry1, options.Entry2, halve: true, relu: true, norm),
            new(scope.Child("block3"), options.Entry2, options.Middle, halve: true, relu: true, norm),
            .. Enumerable.Range(4, MiddleBlocks).Select(number => new XceptionBlock(
                scope.Child($"block{number}"), options.Middle, options.Middle, halve: false, relu: true, norm)),
        ];
        _neck = new SeparableConvolution(scope.Child("neck"), options.Middle, options.Features, size: 3, relu: false);
        _neckNorm = norm(scope.Child("neck").Child("norm"), options.Features, relu: true);
    }

    /// <inheritdoc/>
    public FieldShape Features { get; }

    /// <inheritdoc/>
    public Parameter LastShared => _neck.Pointwise;

    /// <inheritdoc/>
    public Tensor Forward(Tape tape, Tensor input) => Neck(tape, Trunk(tape, input));

    /// <inheritdoc/>
    public Tensor Trunk(Tape tape, Tensor input)
    {
        var x = _norm1.Forward(tape, _convolution1.Forward(tape, input));
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

using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Vision.Models;

/// <summary>
/// ResNet-18 (He et al., CVPR 2016) as a shared encoder: the last of its four layers keeps the picture's size, so that
/// the features lie at a sixteenth of it as dense heads expect, and the neck of the Xception encoder follows.
/// </summary>
public sealed class ResNet18Encoder : IEncoder
{
    private const int Stride = 16;

    private readonly Convolution _stem;
    private readonly INorm _stemNorm;
    private readonly ResNetBlock[] _blocks;
    private readonly SeparableConvolution _neck;
    private readonly INorm _neckNorm;

    /// <summary>Declares the encoder's parameters.</summary>
    /// <param name="scope">The encoder's branch of the model tree.</param>
    /// <param name="input">The shape of the pictures; height and width are multiples of 16.</param>
    /// <param name="norm">Makes the norms.</param>
    /// <param name="width">
    /// Channels of the first layer; the others have two, four and eight times as many. 64 is the standard.
    /// </param>
    /// <param name="features">Channels of the features.</param>
    public ResNet18Encoder(
        ParameterScope scope, FieldShape input, NormFactory norm, int width = 64, int features = 256)
    {
        Features = new FieldShape(input.Height / Stride, input.Width / Stride, features);
        _stem = new Convolution(scope.Child("stem"), input.Channels, width, size: 7, stride: 2, padding: 3);
        _stemNorm = norm(scope.Child("stem").Child("norm"), width, relu: true);
        _blocks =
        [
            new(scope.Child("layer1.0"), width, width, stride: 1, norm),
            new(scope.Child("layer1.1"), width, width, stride: 1, norm),
            new(scope.Child("layer2.0"), width, 2 * width, stride: 2, norm),
            new(scope.Child("layer2.1"), 2 * width, 2 * width, stride: 1, norm),
            new(scope.Child("layer3.0"), 2 * width, 4 * width, stride: 2, norm),
            new(scope.Child("layer3.1"), 4 * width, 4 * width, stride: 1, norm),
            new(scope.Child("layer4.0"), 4 * width, 8 * width, stride: 1, norm),
            new(scope.Child("layer4.1"), 8 * width, 8 * width, stride: 1, norm),
        ];
        _neck = new SeparableConvolution(scope.Child("neck"), 8 * width, features, size: 3, relu: false);
        _neckNorm = norm(scope.Child("neck").Child("norm"), features, relu: true);
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
        var x = _stemNorm.Forward(tape, _stem.Forward(tape, input));
        x = tape.MaxPool(x, size: 3, stride: 2, padding: 1);
        foreach (var block in _blocks)
        {
            x = block.Forward(tape, x);
        }

        return x;
    }

    /// <inheritdoc/>
    public Tensor Neck(Tape tape, Tensor trunk) => _neckNorm.Forward(tape, _neck.Forward(tape, trunk));
}

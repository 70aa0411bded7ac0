using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Tests.Labels;

/// <summary>Two convolutions: enough for what <see cref="SmallPictures"/> show, and fast.</summary>
internal sealed class SmallEncoder : IEncoder
{
    private const int Stride = 8;
    private const int Width = 32;

    private readonly Convolution _first;
    private readonly Convolution _second;

    private SmallEncoder(ParameterScope scope, FieldShape input)
    {
        Features = new FieldShape(input.Height / Stride, input.Width / Stride, Width);
        _first = new Convolution(scope.Child("layer1"), input.Channels, Width, size: Stride, stride: Stride, bias: true);
        _second = new Convolution(scope.Child("layer2"), Width, Width, size: 1, bias: true);
    }

    public static EncoderEntry Entry { get; } = new("small", (scope, input, _) => new SmallEncoder(scope, input));

    public FieldShape Features { get; }

    public Parameter LastShared => _second.Weight;

    public Tensor Forward(Tape tape, Tensor input) =>
        tape.Relu(_second.Forward(tape, tape.Relu(_first.Forward(tape, input))));
}

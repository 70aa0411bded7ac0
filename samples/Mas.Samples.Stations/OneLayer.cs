using Mas.Engine.Autograd;
using Mas.Engine.Layers;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Samples.Stations;

/// <summary>An encoder: one rectified layer.</summary>
internal sealed class OneLayer(ParameterScope scope, FieldShape input) : IEncoder
{
    private readonly Convolution _layer = new(scope.Child("layer"), input.Channels, 32, size: 1, bias: true);

    public FieldShape Features => FieldShape.Flat(32);

    public Parameter LastShared => _layer.Weight;

    public Tensor Forward(Tape tape, Tensor input) => tape.Relu(_layer.Forward(tape, input));
}

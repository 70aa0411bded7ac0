using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;
using Mas.Learning.Catalogues;
using Mas.Learning.Models;

namespace Mas.Learning.Exchange;

/// <summary>
/// The parameters of a model as PyTorch and ONNX lay them. The op that reads a parameter decides: a weight of the same
/// shape is laid otherwise for a convolution, a linear layer and a transposed convolution.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed class TorchLayout
{
    private readonly Dictionary<string, TorchTensor> _byName;

    private TorchLayout(IReadOnlyList<TorchTensor> tensors) =>
        (Tensors, _byName) = (tensors, tensors.ToDictionary(tensor => tensor.Slot.Name));

    /// <summary>Every parameter, in the order of the model's block of values.</summary>
    public IReadOnlyList<TorchTensor> Tensors { get; }

    /// <summary>The layout of a model's parameters.</summary>
    /// <inheritdoc cref="ModelTrace.Of"/>
    public static TorchLayout Of(ModelDescription description, LearningCatalogue catalogue) =>
        Of(ModelTrace.Of(description, catalogue));

    /// <summary>The layout of a traced model's parameters.</summary>
    public static TorchLayout Of(ModelTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var kinds = new Dictionary<string, Func<TensorSlot, TorchTensor>>();
        foreach (var call in trace.Calls)
        {
            switch (call)
            {
                case OpCall.Convolution convolution:
                    Add(
                        trace.IsRow(convolution.Output) ? TorchTensor.OfLinear : TorchTensor.OfConvolution,
                        convolution.Weight);
                    Add(TorchTensor.OfVector, convolution.Bias);
                    break;
                case OpCall.DepthwiseConvolution depthwise:
                    Add(TorchTensor.OfConvolution, depthwise.Weight);
                    break;
                case OpCall.TransposedConvolution transposed:
                    Add(TorchTensor.OfTransposed, transposed.Weight);
                    Add(TorchTensor.OfVector, transposed.Bias);
                    break;
                case OpCall.Embed embed:
                    Add(TorchTensor.OfEmbedding, [.. embed.Blocks.Select(block => block.Vectors)]);
                    break;
                case OpCall.BatchNorm norm:
                    Add(TorchTensor.OfVector, norm.Scale, norm.Shift, norm.Mean, norm.Variance);
                    break;
                case OpCall.GroupNorm norm:
                    Add(TorchTensor.OfVector, norm.Scale, norm.Shift);
                    break;
            }
        }

        // What no op reads as a weight is laid as the pictures are.
        return new TorchLayout(
            [.. trace.Slots.Select(slot => kinds.GetValueOrDefault(slot.Name, TorchTensor.OfPicture)(slot))]);

        void Add(Func<TensorSlot, TorchTensor> kind, params ReadOnlySpan<Tensor?> tensors)
        {
            foreach (var tensor in tensors)
            {
                if (tensor is not null && trace.Parameters.TryGetValue(tensor, out var name))
                {
                    kinds.TryAdd(name, kind);
                }
            }
        }
    }

    /// <summary>The parameter of a name, or null where the model has none.</summary>
    public TorchTensor? Find(string name) => _byName.GetValueOrDefault(name);
}

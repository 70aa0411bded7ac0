using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Exchange;

namespace Mas.Export.Graphs;

/// <summary>
/// Which batch norms become part of the layer before them: those of a convolution or linear layer whose result nothing
/// else reads.
/// </summary>
internal sealed class FoldedNorms
{
    private readonly Dictionary<Tensor, OpCall.BatchNorm> _byInput;

    internal FoldedNorms(ModelTrace trace)
    {
        var reads = trace.Calls.SelectMany(call => call.Inputs).Concat(trace.Outputs).CountBy(tensor => tensor)
            .ToDictionary();
        var layers = trace.Calls.Where(call => call is OpCall.Convolution or OpCall.DepthwiseConvolution
                or OpCall.TransposedConvolution)
            .Select(call => call.Output).Where(made => reads.GetValueOrDefault(made) == 1).ToHashSet();
        _byInput = trace.Calls.OfType<OpCall.BatchNorm>().Where(norm => layers.Contains(norm.Input))
            .ToDictionary(norm => norm.Input);
    }

    /// <summary>The norm that becomes part of the layer that made a tensor, or null.</summary>
    internal OpCall.BatchNorm? After(Tensor made) => _byInput.GetValueOrDefault(made);
}

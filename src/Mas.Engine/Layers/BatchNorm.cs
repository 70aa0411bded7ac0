using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, ICML 2015) with running statistics, and the rectifier after it where there
/// is one. Scale 1, shift 0, momentum 0.1, epsilon 1e-5.
/// </summary>
public sealed class BatchNorm : INorm
{
    /// <summary>What the name of a running variance ends with; one is 0 or more.</summary>
    public const string VarianceName = "running_var";

    private readonly Parameter _scale;
    private readonly Parameter _shift;
    private readonly Parameter _mean;
    private readonly Parameter _variance;
    private readonly bool _relu;

    /// <summary>
    /// Declares <c>weight</c>, <c>bias</c>, <c>running_mean</c> and <c>running_var</c>, each (channels), named as
    /// PyTorch names them.
    /// </summary>
    /// <param name="scope">The layer's branch of the model tree.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public BatchNorm(ParameterScope scope, int channels, bool relu)
    {
        var shape = Shape.Vector(channels);
        _scale = scope.Weight("weight", shape, Initialisations.Constant(1));
        _shift = scope.Weight("bias", shape, Initialisations.Constant(0));
        _mean = scope.Statistic("running_mean", shape, 0);
        _variance = scope.Statistic(VarianceName, shape, 1);
        _relu = relu;
    }

    /// <summary>(N, H, W, channels), a view normalised by the statistics the tape asks for.</summary>
    public Tensor Forward(Tape tape, Tensor input) => tape.BatchNorm(
        input, _scale.Tensor, _shift.Tensor, _mean.Tensor, _variance.Tensor, _relu);
}

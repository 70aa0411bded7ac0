using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Engine.Layers;

/// <summary>
/// Group normalisation (Wu and He, ECCV 2018), and the rectifier after it where there is one. Scale 1, shift 0, epsilon
/// 1e-5. It keeps no statistics, so clients have none to average.
/// </summary>
public sealed class GroupNorm : INorm
{
    /// <summary>Groups where channels allow, as in the paper.</summary>
    private const int MostGroups = 32;

    private readonly Parameter _scale;
    private readonly Parameter _shift;
    private readonly int _groups;
    private readonly bool _relu;

    /// <summary>Declares <c>weight</c> and <c>bias</c>, each (channels), named as PyTorch names them.</summary>
    /// <param name="scope">The layer's branch of the model tree.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public GroupNorm(ParameterScope scope, int channels, bool relu)
    {
        var shape = Shape.Vector(channels);
        _scale = scope.Weight("weight", shape, Initialisations.Constant(1));
        _shift = scope.Weight("bias", shape, Initialisations.Constant(0));
        (_groups, _relu) = (Groups(channels), relu);
    }

    /// <summary>
    /// The groups of so many channels: the most that divide them, up to 32, with at least two channels in each.
    /// </summary>
    public static int Groups(int channels)
    {
        var groups = Math.Clamp(channels / 2, 1, MostGroups);
        while (channels % groups != 0)
        {
            groups--;
        }

        return groups;
    }

    /// <inheritdoc/>
    public Tensor Forward(Tape tape, Tensor input) =>
        tape.GroupNorm(input, _scale.Tensor, _shift.Tensor, _groups, _relu);
}

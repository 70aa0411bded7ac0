using Mas.Engine.Autograd;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>
/// One measurement of how a step for one task changes the loss of another, on one batch, in the course of a training
/// step on that batch, of which it shares the forward pass, the decoders' backward passes and the encoder's own. Batch
/// norms use the statistics that the step does; the step's gradients and statistics are those of a step without a probe,
/// to the bit.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="tape">The step's tape.</param>
/// <param name="learningRate">The length eta of the steps imagined.</param>
/// <param name="weightDecay">Their weight decay lambda.</param>
internal sealed class AffinityProbe(MultiTaskModel model, Tape tape, double learningRate, double weightDecay)
{
    private readonly TaskGradients _gradients = new(model, tape);

    /// <summary>How to measure. Default look-ahead.</summary>
    internal AffinityRule Rule { get; init; }

    /// <summary>
    /// Whether a look-ahead also measures Z i->i. Default no, since it is not read: the self-affinity of MAS is made of
    /// the others.
    /// </summary>
    internal bool Diagonal { get; init; }

    /// <summary>
    /// Row i and column j is Z i->j, null where the batch does not measure it; empty until the step has ended.
    /// </summary>
    internal double?[][] Affinity { get; private set; } = [];

    /// <summary>Floating-point operations beyond those of the step.</summary>
    internal long Flops { get; private set; }

    /// <summary>Seconds of processor time beyond those of the step.</summary>
    internal double Seconds { get; private set; }

    private double CpuSeconds => CpuClock.ThreadSeconds + tape.Workers.HelperSeconds;

    /// <summary>
    /// Whether a batch measures Z i->j: it has valid pixels of i, whose gradient the imagined step takes, and a loss of
    /// j other than 0, so that a share of it can be computed.
    /// </summary>
    /// <param name="step">The loss of i on the batch.</param>
    /// <param name="loss">The loss of j on the batch.</param>
    internal static bool Measures(MeanLoss step, MeanLoss loss) =>
        step.Value is not null && loss.Value is not (null or 0);

    /// <summary>Measures without training, diagonal included: the model's values are the same afterwards.</summary>
    /// <param name="model">The model; its gradients are overwritten.</param>
    /// <param name="tape">An empty tape; empty again afterwards.</param>
    /// <param name="batch">The batch to measure on.</param>
    /// <param name="learningRate">The length eta of the steps imagined.</param>
    /// <param name="weightDecay">Their weight decay lambda.</param>
    /// <param name="flops">Grows by the floating-point operations beyond those of a step.</param>
    /// <param name="rule">How to measure.</param>
    internal static double?[][] Measure(
        MultiTaskModel model, Tape tape, Batch batch, double learningRate, double weightDecay, ref long flops,
        AffinityRule rule = AffinityRule.LookAhead)
    {
        var probe = new AffinityProbe(model, tape, learningRate, weightDecay) { Rule = rule, Diagonal = true };
        tape.Statistics = BatchStatistics.BatchUntracked;
        TrainingStep.Run(model, tape, batch, new MeanLoss[model.Tasks.Count], probe);
        flops += probe.Flops;
        return probe.Affinity;
    }

    /// <summary>The step has run all decoders forward and back, and the encoder forward.</summary>
    /// <param name="features">The encoder's output, the last the tape knows of.</param>
    /// <param name="apart">What each task's decoder brought back to the features.</param>
    /// <param name="encoderMultiplyAdds">Of the encoder's forward pass.</param>
    internal void BeforeEncoderGoesBack(Tensor features, ReadOnlySpan<Tensor> apart, long encoderMultiplyAdds)
    {
        var started = CpuSeconds;
        _gradients.GoBack(features, apart);
        Flops += 4 * (apart.Length - 1) * encoderMultiplyAdds;
        Seconds += CpuSeconds - started;
    }

    /// <summary>The step has found its gradients and not yet moved the weights; the tape is empty.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="losses">The tasks' losses.</param>
    /// <param name="scale">What the step multiplied the sum of the tasks' gradients with.</param>
    internal void AfterEncoderWentBack(Batch batch, ReadOnlySpan<MeanLoss> losses, float scale)
    {
        var (started, work) = (CpuSeconds, tape.MultiplyAdds);
        using (_gradients)
        {
            _gradients.Complete(scale);
            Affinity = Rule == AffinityRule.LookAhead
                ? new LookAhead(model, tape, batch).Measure(losses, _gradients, learningRate, weightDecay, Diagonal)
                : FirstOrder.Estimate(losses, _gradients, learningRate, weightDecay);
        }

        Flops += 2 * (tape.MultiplyAdds - work);
        Seconds += CpuSeconds - started;
    }
}

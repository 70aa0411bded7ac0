using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Learning.Metrics;

namespace Mas.Learning.Objectives;

/// <summary>
/// Cross entropy of each class by itself, for examples that may have several classes or none: an output is a logit per
/// class, a target 1 for each class the example has and 0 for the others.
/// </summary>
public sealed class BinaryCrossEntropyObjective : Objective
{
    /// <summary>The instance that tasks share.</summary>
    public static BinaryCrossEntropyObjective Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public override string Words => "cross entropy of each class by itself, where the classes are known";

    /// <inheritdoc/>
    public override string KnownWord => "labelled";

    /// <inheritdoc/>
    public override bool IsMasked => true;

    /// <inheritdoc/>
    public override OutputKind Output => OutputKind.Classes;

    /// <inheritdoc/>
    public override MetricSet Metrics => LabelSetMetrics.Instance;

    /// <inheritdoc/>
    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.BinaryCrossEntropy(output, target, weight);

    /// <summary>1 where the example has the class, else 0.</summary>
    /// <inheritdoc/>
    public override int BinOf(float target) => (int)target;

    /// <summary>The log-odds of how often each class occurs, which minimise the cross entropy.</summary>
    /// <inheritdoc/>
    public override float[] BestConstant(IReadOnlyList<TargetHistogram> counts, int outputs) =>
        [.. counts.Select(channel => channel.LogOdds())];
}

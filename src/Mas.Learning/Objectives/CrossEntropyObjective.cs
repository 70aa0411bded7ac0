using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Learning.Objectives;

/// <summary>Cross entropy over class logits at the labelled positions; class 0 means unlabelled.</summary>
public sealed class CrossEntropyObjective : Objective
{
    private const int Unlabelled = 0;

    /// <summary>The instance that the standard tasks share.</summary>
    public static CrossEntropyObjective Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "cross-entropy";

    /// <inheritdoc/>
    public override string Words => "cross entropy over the classes, labelled pixels only";

    /// <inheritdoc/>
    public override string KnownWord => "labelled";

    /// <inheritdoc/>
    public override bool HasClasses => true;

    /// <summary>One: the id of the class.</summary>
    /// <inheritdoc/>
    public override int TargetChannels(int outputs) => 1;

    /// <inheritdoc/>
    public override MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight) =>
        tape.CrossEntropy(output, target, Unlabelled);

    /// <inheritdoc/>
    public override bool Measures(Tensor target, Tensor weight, int position) =>
        (int)target.Values[position] != Unlabelled;

    /// <summary>The class itself.</summary>
    /// <inheritdoc/>
    public override int BinOf(float target) => (int)target;

    /// <summary>The logarithm of how often each class occurs, which minimises the cross entropy.</summary>
    /// <inheritdoc/>
    public override float[] BestConstant(IReadOnlyList<TargetHistogram> counts, int outputs) =>
        counts[0].LogFrequencies(outputs);
}

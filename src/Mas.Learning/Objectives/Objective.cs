using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Learning.Metrics;

namespace Mas.Learning.Objectives;

/// <summary>
/// What it means to learn a kind of target: the loss, the positions of a batch it is measured on, the best output that
/// ignores its input, and the words for all that. A position is a pixel of a picture, or an example without pixels.
/// One subclass is one objective; it holds no state, so that every task and thread can share an instance.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public abstract class Objective
{
    /// <summary>The name in orders and files: lower-case letters, digits and hyphens, unique in a catalogue.</summary>
    public abstract string Name { get; }

    /// <summary>How the loss is measured, as part of a sentence: <c>mean absolute distance</c>.</summary>
    public abstract string Words { get; }

    /// <summary>What a position that counts is called: <c>valid</c> (default), <c>labelled</c>.</summary>
    public virtual string KnownWord => "valid";

    /// <summary>Whether the weight decides which positions count. Default no.</summary>
    public virtual bool IsMasked => false;

    /// <summary>Whether a target is the id of a class, and an output has a logit per class. Default no.</summary>
    public virtual bool HasClasses => false;

    /// <summary>How an output is read. Default a class where <see cref="HasClasses"/>, else numbers.</summary>
    public virtual OutputKind Output => HasClasses ? OutputKind.Class : OutputKind.Numbers;

    /// <summary>
    /// The metrics of tasks that name none. Default those of classes where <see cref="HasClasses"/>, else of numbers.
    /// </summary>
    public virtual MetricSet Metrics => HasClasses ? ClassMetrics.Instance : NumberMetrics.Instance;

    /// <summary>Channels of the target. Default as many as the output has.</summary>
    /// <param name="outputs">Channels of the output.</param>
    public virtual int TargetChannels(int outputs) => outputs;

    /// <summary>The mean loss of a batch over the positions that <see cref="Measures"/> names.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="output">(N, H, W, outputs).</param>
    /// <param name="target">(N, H, W, target channels).</param>
    /// <param name="weight">(N, H, W, 1), 1 where the target is known, else 0.</param>
    public abstract MeasuredLoss Loss(Tape tape, Tensor output, Tensor target, Tensor weight);

    /// <summary>
    /// Whether <see cref="Loss"/> measures a position of a batch. Default where the weight is not 0, if it is
    /// <see cref="IsMasked"/>, else everywhere.
    /// </summary>
    /// <param name="target">(N, H, W, target channels).</param>
    /// <param name="weight">(N, H, W, 1), 1 where the target is known, else 0.</param>
    /// <param name="position">Counted over all examples, row by row.</param>
    public virtual bool Measures(Tensor target, Tensor weight, int position) =>
        !IsMasked || weight.Values[position] != 0;

    /// <summary>The bin of a <see cref="TargetHistogram"/> that counts a target value. Default that of a number.</summary>
    /// <param name="target">A value of one target channel.</param>
    public virtual int BinOf(float target) => TargetHistogram.BinOf(target);

    /// <summary>
    /// The output of least loss among those that are the same for every input. Default the median of each channel, which
    /// minimises the absolute error.
    /// </summary>
    /// <param name="counts">A histogram per target channel, with at least one value.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <returns>A number per output channel.</returns>
    public virtual float[] BestConstant(IReadOnlyList<TargetHistogram> counts, int outputs) =>
        [.. counts.Select(channel => channel.Median())];
}

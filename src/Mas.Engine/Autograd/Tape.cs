using System.Diagnostics;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Autograd;

/// <summary>
/// Reverse-mode differentiation, defined by running: ops append to the tape as they compute,
/// <see cref="Backward(TapeMark, bool)"/> walks it back to a mark. Going back gives the memory of activations and their
/// gradients to the pool as soon as nothing more can read them, so a decoder can be run forward and back before the
/// next one starts. One tape belongs to one thread; its ops may share their work over <see cref="Workers"/>.
/// </summary>
/// <param name="pool">Where tensors come from and go back to.</param>
/// <param name="workers">The threads ops may use.</param>
public sealed class Tape(TensorPool pool, WorkPool workers)
{
    private readonly List<TapeEntry> _entries = [];
    private readonly List<Tensor> _tensors = [];

    /// <summary>Where tensors come from and go back to.</summary>
    public TensorPool Pool { get; } = pool;

    /// <summary>The threads ops may use.</summary>
    public WorkPool Workers { get; } = workers;

    /// <summary>Whether ops remember what a backward pass needs. Default true.</summary>
    public bool Records { get; set; } = true;

    /// <summary>Which statistics batch norms use. Default: the batch's, tracked.</summary>
    public BatchStatistics Statistics { get; set; } = BatchStatistics.Batch;

    /// <summary>
    /// Where ops of forward passes are listed as data, in their order; null (default) = nowhere. The losses, which belong
    /// to training, are not listed.
    /// </summary>
    public IList<OpCall>? Trace { get; init; }

    /// <summary>
    /// Multiply-adds of the matrix products of all forward passes so far: dense and transposed convolutions.
    /// </summary>
    public long DenseMultiplyAdds { get; internal set; }

    /// <summary>Multiply-adds of the depthwise convolutions of all forward passes so far.</summary>
    public long DepthwiseMultiplyAdds { get; internal set; }

    /// <summary>Multiply-adds of all convolutions of all forward passes so far.</summary>
    public long MultiplyAdds => DenseMultiplyAdds + DepthwiseMultiplyAdds;

    /// <summary>The present end of the tape.</summary>
    public TapeMark Mark() => new(_entries.Count, _tensors.Count);

    /// <summary>Lends a tensor until the tape is rewound past this point; its elements are not zeroed.</summary>
    /// <param name="shape">(N, H, W, C).</param>
    /// <param name="requiresGradient">Whether a backward pass must bring a gradient to it.</param>
    public Tensor Rent(Shape shape, bool requiresGradient = false)
    {
        var tensor = Pool.Rent(shape, requiresGradient && Records);
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>Lends a scalar that has a value.</summary>
    internal Tensor Scalar(double value, bool requiresGradient)
    {
        var scalar = Rent(Shape.Scalar, requiresGradient);
        scalar.Values.Fill((float)value);
        return scalar;
    }

    /// <summary>A view that reads another tensor through a batch norm; it has no memory but its gradient's.</summary>
    internal Tensor View(Normalisation normalisation, bool requiresGradient)
    {
        var view = new Tensor(normalisation) { RequiresGradient = requiresGradient && Records };
        _tensors.Add(view);
        return view;
    }

    /// <summary>
    /// Runs the entries after <paramref name="downTo"/> backwards, starting from the gradients that are already there.
    /// </summary>
    /// <param name="downTo">The mark to go back to; default is the start.</param>
    /// <param name="keep">
    /// Whether to keep entries and activations for another pass with other gradients; otherwise the tape ends at the
    /// mark afterwards.
    /// </param>
    public void Backward(TapeMark downTo = default, bool keep = false)
    {
        for (var index = _entries.Count - 1; index >= downTo.Entries; index--)
        {
            var entry = _entries[index];
            if (entry.Output.Gradient is not null)
            {
                entry.Backward(this);
            }

            // Unless the entry handed it on.
            if (entry.Output.Gradient is { } gradient)
            {
                entry.Output.Gradient = null;
                Pool.Return(gradient);
            }

            if (!keep)
            {
                Pool.Return(entry.Output);
            }
        }

        if (!keep)
        {
            Rewind(downTo);
        }
    }

    /// <summary>
    /// Differentiates <paramref name="weight"/> times <paramref name="loss"/>, a scalar, back to
    /// <paramref name="downTo"/>.
    /// </summary>
    public void Backward(Tensor loss, TapeMark downTo = default, bool keep = false, float weight = 1)
    {
        Debug.Assert(loss.Shape == Shape.Scalar, "Only a scalar can be differentiated.");
        loss.Gradient = Pool.Rent(Shape.Scalar);
        loss.Gradient.Values.Fill(weight);
        Backward(downTo, keep);
    }

    /// <summary>
    /// Multiplies the gradient that has arrived at <paramref name="tensor"/> by <paramref name="factor"/>, before the
    /// entry that made the tensor sees it.
    /// </summary>
    public static void ScaleGradient(Tensor tensor, float factor)
    {
        if (tensor.Gradient is { } gradient)
        {
            TensorPrimitives.Multiply(gradient.Values, factor, gradient.Values);
        }
    }

    /// <summary>
    /// Takes the gradient that has arrived at <paramref name="tensor"/> away from it: to be given again with
    /// <see cref="GiveGradient"/>, or back to the pool.
    /// </summary>
    /// <exception cref="InvalidOperationException">No gradient has arrived.</exception>
    public static Tensor TakeGradient(Tensor tensor)
    {
        var gradient = tensor.Gradient ?? throw new InvalidOperationException("No gradient has arrived at the tensor.");
        tensor.Gradient = null;
        return gradient;
    }

    /// <summary>
    /// Adds <paramref name="gradient"/>, of this tape's pool, to what has arrived at <paramref name="tensor"/>; it
    /// belongs to the tape from here on.
    /// </summary>
    public void GiveGradient(Tensor tensor, Tensor gradient)
    {
        Debug.Assert(tensor.Shape == gradient.Shape, "A gradient has the shape of its tensor.");
        if (tensor.Gradient is { } present)
        {
            TensorPrimitives.Add(present.Values, gradient.Values, present.Values);
            Pool.Return(gradient);
        }
        else
        {
            tensor.Gradient = gradient;
        }
    }

    /// <summary>Forgets everything after <paramref name="mark"/> and gives its memory back.</summary>
    public void Rewind(TapeMark mark = default)
    {
        for (var index = _tensors.Count - 1; index >= mark.Tensors; index--)
        {
            Pool.Return(_tensors[index]);
        }

        _tensors.RemoveRange(mark.Tensors, _tensors.Count - mark.Tensors);
        _entries.RemoveRange(mark.Entries, _entries.Count - mark.Entries);
        if (mark == default)
        {
            Pool.Recycle();
        }
    }

    /// <summary>Appends an entry, if its output needs a gradient.</summary>
    internal void Record(TapeEntry entry)
    {
        if (Records && entry.Output.RequiresGradient)
        {
            _entries.Add(entry);
        }
    }

    /// <summary>
    /// The gradient of <paramref name="tensor"/> to add to, and whether something is there already: a kernel
    /// overwrites where <paramref name="accumulate"/> is false.
    /// </summary>
    internal Tensor GradientOf(Tensor tensor, out bool accumulate)
    {
        accumulate = tensor.Gradient is not null;
        return tensor.Gradient ??= Pool.Rent(tensor.Shape);
    }

    /// <summary>
    /// As <see cref="GradientOf"/>, for an op that can work in place: where nothing has arrived at
    /// <paramref name="input"/> yet, its gradient takes over the memory of <paramref name="output"/>'s.
    /// </summary>
    internal static Tensor HandOn(Tensor output, Tensor input, out bool accumulate)
    {
        Debug.Assert(output.Shape == input.Shape, "Only a gradient of the same shape can be handed on.");
        accumulate = input.Gradient is not null;
        if (!accumulate)
        {
            (input.Gradient, output.Gradient) = (output.Gradient, null);
        }

        return input.Gradient!;
    }
}

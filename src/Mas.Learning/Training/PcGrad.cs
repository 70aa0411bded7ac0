using Mas.Engine.Autograd;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Learning.Training;

/// <summary>
/// Each task's own gradient of the shared weights, combined by <see cref="GradientSurgery"/>; decoders, which no other
/// task touches, have theirs as they are. The encoder runs backward once a task.
/// </summary>
internal sealed class PcGrad : IStepGradients
{
    /// <summary>The rule.</summary>
    internal static GradientProgram Program { get; } = new(
        GradientRule.PcGrad, "pcgrad", KeepsBalance: false,
        (_, _, _, seed) => new PcGrad(seed.Derive("pcgrad").Stream()));

    private readonly Func<int, int[]> _order;

    /// <summary>Tasks meet in random order.</summary>
    internal PcGrad(RandomStream draws)
        : this(tasks => Shuffled(draws, tasks))
    {
    }

    /// <summary>Tasks meet in a given order.</summary>
    /// <param name="order">By the number of tasks, an order of their indices; asked once a task.</param>
    internal PcGrad(Func<int, int[]> order) => _order = order;

    /// <inheritdoc/>
    public long Run(MultiTaskModel model, Tape tape, Batch batch, Span<MeanLoss> losses)
    {
        TrainingStep.Begin(model, tape);
        var begin = tape.MultiplyAdds;
        var tasks = losses.Length;
        var features = model.Encoder.Forward(tape, batch.Input);
        var encoderWork = tape.MultiplyAdds - begin;
        var encoded = tape.Mark();
        var shared = model.Parameters.LeadingGradients(model.EncoderWeightCount);
        var own = tape.Pool.Rent(new Shape(tasks, 1, 1, model.EncoderWeightCount));
        for (var task = 0; task < tasks; task++)
        {
            losses[task] = TrainingStep.Decode(model, tape, batch, features, encoded, task);
            tape.Backward(keep: task < tasks - 1);
            shared.CopyTo(own.Picture(task));
            shared.Clear();
        }

        var scratch = tape.Pool.Rent(Shape.Vector(model.EncoderWeightCount));
        GradientSurgery.Combine(own, () => _order(tasks), scratch.Values, shared);
        TensorPrimitives.Multiply(shared, TrainingStep.Scale(tasks), shared);
        tape.Pool.Return(scratch);
        tape.Pool.Return(own);
        return TrainingStep.Flops(tape.MultiplyAdds - begin) + (4 * (tasks - 1) * encoderWork);
    }

    private static int[] Shuffled(RandomStream draws, int tasks)
    {
        var order = Enumerable.Range(0, tasks).ToArray();
        draws.Shuffle(order.AsSpan());
        return order;
    }
}

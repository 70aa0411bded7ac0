using Mas.Engine.Autograd;
using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>Adds up what an evaluation finds of one task, batch by batch.</summary>
internal sealed class TaskSum(LearningTask task)
{
    private readonly double[] _sums = new double[task.Metrics.SumCount(task.Outputs)];
    private LossSum _losses;

    /// <summary>What was found so far.</summary>
    internal EvaluatedTask Evaluated => _losses.Mean is var loss && double.IsFinite(loss.Value ?? 0)
        ? new EvaluatedTask(loss, _sums) : new EvaluatedTask(loss, new double[_sums.Length]);

    /// <summary>Adds a batch.</summary>
    /// <param name="tape">The tape for the loss; the caller rewinds it.</param>
    /// <param name="output">The output of the task, (N, H, W, outputs).</param>
    /// <param name="batch">The batch.</param>
    /// <param name="place">The task's place in it.</param>
    internal void Add(Tape tape, Tensor output, Batch batch, int place)
    {
        var (target, weight) = (batch.Targets[place], batch.Weights[place]);
        _losses.Add(MeanLoss.Of(task.Objective.Loss(tape, output, target, weight)));
        task.Metrics.Add(
            new ScoredBatch(
                output, target, position => task.Objective.Measures(target, weight, position),
                batch.Shape.Targets[place].Unit),
            _sums);
    }
}

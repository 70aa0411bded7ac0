using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// What a device needs at hand to run a model: the model's memory, a tape and a pool. It holds one model at a time, as
/// a device does; asked for the one it holds, it gives that. One bench belongs to one thread at a time.
/// </summary>
/// <param name="workers">The threads a single step may use.</param>
public sealed class Workbench(WorkPool workers) : IDisposable
{
    private string? _encoder;
    private MultiTaskModel? _model;

    /// <summary>Where tensors come from.</summary>
    public TensorPool Pool { get; private init; } = new();

    /// <summary>
    /// A bench where steps are walked through and nothing is computed: what they count is counted, and they take no
    /// memory.
    /// </summary>
    public static Workbench OnPaper() => new(WorkPool.Idle) { Pool = new TensorPool { IsOnPaper = true } };

    /// <summary>A model of the encoder and the tasks, its values whatever they were.</summary>
    /// <param name="encoder">The name of the encoder.</param>
    /// <param name="tasks">The tasks, one decoder each.</param>
    public MultiTaskModel Model(string encoder, IReadOnlyList<LearningTask> tasks)
    {
        if (_model is null || _encoder != encoder || !_model.Tasks.SequenceEqual(tasks))
        {
            _model?.Dispose();
            _model = new MultiTaskModel(encoder, tasks, Pool.IsOnPaper);
            _encoder = encoder;
        }

        return _model;
    }

    /// <summary>Seconds of processor time used so far by the calling thread and those that help it.</summary>
    public double CpuSeconds => CpuClock.ThreadSeconds + workers.HelperSeconds;

    /// <summary>An empty tape; of several, only one at a time may hold anything.</summary>
    public Tape Tape() => new(Pool, workers);

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        _model?.Dispose();
        Pool.Dispose();
    }
}

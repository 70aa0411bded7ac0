using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Learning.Catalogues;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>
/// What a device needs at hand to run a model: the model's memory, a tape and a pool. It holds one model at a time, as
/// a device does; asked for the one it holds, it gives that. One bench belongs to one thread at a time.
/// </summary>
/// <param name="workers">The threads a single step may use.</param>
/// <param name="catalogue">Where the parts of models are found by name.</param>
public sealed class Workbench(WorkPool workers, LearningCatalogue catalogue) : IDisposable
{
    private MultiTaskModel? _model;

    /// <summary>Where tasks and the parts of models are found by name.</summary>
    public LearningCatalogue Catalogue { get; } = catalogue;

    /// <summary>Where tensors come from.</summary>
    public TensorPool Pool { get; private init; } = new();

    /// <summary>
    /// A bench where steps are walked through and nothing is computed: what they count is counted, and they take no
    /// memory.
    /// </summary>
    public static Workbench OnPaper(LearningCatalogue catalogue) =>
        new(WorkPool.Idle, catalogue) { Pool = new TensorPool { IsOnPaper = true } };

    /// <summary>The model of a description, its values whatever they were.</summary>
    /// <exception cref="InputException">There is no such model.</exception>
    public MultiTaskModel Model(ModelDescription description)
    {
        if (_model is null || _model.Description != description)
        {
            _model?.Dispose();
            _model = null;
            _model = Catalogue.Model(description, Pool.IsOnPaper);
        }

        return _model;
    }

    /// <summary>Seconds of processor time used so far by the calling thread and those that help it.</summary>
    public double CpuSeconds => CpuClock.ThreadSeconds + workers.HelperSeconds;

    /// <summary>An empty tape; of several, only one at a time may hold anything.</summary>
    /// <param name="trace">Where it lists its ops; null = nowhere.</param>
    public Tape Tape(IList<OpCall>? trace = null) => new(Pool, workers) { Trace = trace };

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        _model?.Dispose();
        Pool.Dispose();
    }
}

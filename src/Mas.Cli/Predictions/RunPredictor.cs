using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Cli.Predictions;

/// <summary>The newest model of every task of a run, finished or not.</summary>
internal sealed class RunPredictor : IPredictor
{
    private readonly RunFolder _folder;
    private readonly WorkPool _workers;
    private readonly TensorPool _pool = new();
    private readonly List<(MultiTaskModel Model, IReadOnlyList<LearningTask> Owned)> _models = [];

    /// <summary>Loads the models.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="InputException">The run has no usable model yet.</exception>
    public RunPredictor(RunFolder folder)
    {
        (_folder, Tasks, _workers) = (folder, folder.Options.TaskSet(), new WorkPool(folder.Options.Threads));
        try
        {
            var history = RunHistory.Read(folder.JournalPath);
            foreach (var owned in Tasks.GroupBy(task => Owner(folder, history, task)))
            {
                _models.Add((Load(folder, owned.Key, Tasks), [.. owned]));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public FieldShape Input => _folder.Options.InputShape;

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <inheritdoc/>
    public DataMeaning Meaning => _folder.Meaning;

    /// <inheritdoc/>
    public bool MakesRows => _models.All(each => each.Model.Heads.All(head => head.Output.IsFlat));

    /// <inheritdoc/>
    public string? DataPlace => RunData.Location(_folder.Options);

    /// <inheritdoc/>
    public IShardSet OpenData(string? data, string? cache, CancellationToken cancellation) => data is null
        ? _folder.OpenData(new ResumeOptions { Cache = cache }, null, cancellation)
        : RunData.Open(
            _folder.Options with { Data = data, Cache = cache ?? _folder.Options.Cache }, null, cancellation);

    /// <inheritdoc/>
    public float[][] Predict(ReadOnlySpan<float> inputs, int count)
    {
        var outputs = new float[Tasks.Count][];
        var tape = new Tape(_pool, _workers) { Records = false, Statistics = BatchStatistics.Running };
        foreach (var (model, owned) in _models)
        {
            var input = tape.Rent(Input.Of(count));
            inputs.CopyTo(input.Values);
            var features = model.Encoder.Forward(tape, input);
            foreach (var (head, task) in model.Heads.Zip(model.Tasks).Where(each => owned.Contains(each.Second)))
            {
                var mark = tape.Mark();
                outputs[Tasks.ToList().IndexOf(task)] = head.Forward(tape, features).Values.ToArray();
                tape.Rewind(mark);
            }

            tape.Rewind();
        }

        return outputs;
    }

    /// <summary>Frees the models.</summary>
    public void Dispose()
    {
        _models.ForEach(each => each.Model.Dispose());
        _pool.Dispose();
        _workers.Dispose();
    }

    private static StageHistory Owner(RunFolder folder, RunHistory history, LearningTask task) =>
        history.WayTo(task.Mark).FirstOrDefault(stage => stage.Rounds.Count > 0)
        ?? throw new InputException($"{folder.Path} has no model of {task.Label} yet: no round of it is finished.");

    private static MultiTaskModel Load(RunFolder folder, StageHistory stage, IReadOnlyList<LearningTask> tasks)
    {
        using var parameters = folder.Checkpoints.Load(stage.Model!, out var fault)
            ?? throw new InputException($"{folder.Path}: {fault}");
        var model = folder.Options.Learning.Model(
            folder.Options.Model([.. tasks.Where(task => stage.Tasks.Contains(task.Mark))]));
        model.Parameters.Values.CopyFrom(parameters);
        return model;
    }
}

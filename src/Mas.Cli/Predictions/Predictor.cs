using Mas.Engine.Autograd;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Cli.Predictions;

/// <summary>Predicts with the newest model of every task of a run, finished or not.</summary>
internal static class Predictor
{
    /// <summary>The decoders' outputs of every view.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="views">The pictures, of the run's picture size.</param>
    /// <returns>By view and task, in the order of the run's tasks: <c>(size, size, outputs)</c>.</returns>
    /// <exception cref="InputException">The run has no usable model yet.</exception>
    public static float[][][] Predict(RunFolder folder, IReadOnlyList<PredictionView> views)
    {
        var options = folder.Options;
        var tasks = options.TaskSet();
        var history = RunHistory.Read(folder.JournalPath);
        var outputs = views.Select(_ => new float[tasks.Count][]).ToArray();
        using var workers = new WorkPool(options.Threads);
        using var bench = new Workbench(workers, folder.Options.Learning);
        foreach (var owned in tasks.GroupBy(task => Owner(folder, history, task)))
        {
            Run(folder, owned.Key, [.. owned], tasks, views, outputs, bench);
        }

        return outputs;
    }

    private static StageHistory Owner(RunFolder folder, RunHistory history, LearningTask task) =>
        history.WayTo(task.Mark).FirstOrDefault(stage => stage.Rounds.Count > 0)
        ?? throw new InputException($"{folder.Path} has no model of {task.Label} yet: no round of it is finished.");

    private static void Run(
        RunFolder folder,
        StageHistory stage,
        IReadOnlyList<LearningTask> owned,
        IReadOnlyList<LearningTask> all,
        IReadOnlyList<PredictionView> views,
        float[][][] outputs,
        Workbench bench)
    {
        var (encoder, size) = (folder.Options.Encoder, folder.Options.ImageSize);
        using var parameters = folder.Checkpoints.Load(stage.Model!, out var fault)
            ?? throw new InputException($"{folder.Path}: {fault}");
        IReadOnlyList<LearningTask> tasks = [.. all.Where(task => stage.Tasks.Contains(task.Mark))];
        var model = bench.Model(folder.Options.Model(tasks));
        model.Parameters.Values.CopyFrom(parameters);
        var tape = bench.Tape();
        (tape.Records, tape.Statistics) = (false, BatchStatistics.Running);
        for (var view = 0; view < views.Count; view++)
        {
            var picture = tape.Rent(new Shape(1, size, size, 3));
            views[view].Picture.CopyTo(picture.Values);
            var features = model.Encoder.Forward(tape, picture);
            foreach (var task in owned)
            {
                var mark = tape.Mark();
                var output = model.Heads[tasks.ToList().IndexOf(task)].Forward(tape, features);
                outputs[view][all.ToList().IndexOf(task)] = output.Values.ToArray();
                tape.Rewind(mark);
            }

            tape.Rewind();
        }
    }
}
